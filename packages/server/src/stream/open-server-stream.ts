import type { DataPaths } from "../folder/data-paths.ts";
import type { Role, Services } from "../services/services.ts";
import { openSegmentStream } from "./open-segment-stream.ts";
import type { ServerStream } from "./server-stream.ts";

/** The stream on Kafka where it is asked for, else that of the data folder. */
export async function openServerStream(
  paths: DataPaths,
  { kafka }: Services,
  role: Role,
  warn: (message: string) => void,
): Promise<ServerStream> {
  if (!kafka) return await openSegmentStream(paths.stream, warn);
  const { openSharedStream } = await import("./open-shared-stream.ts");
  return await openSharedStream(kafka, role, warn);
}
