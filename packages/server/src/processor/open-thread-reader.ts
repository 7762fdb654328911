import type { StreamReader } from "@solarmon/core";
import { type DurableEnd, openSegmentReader } from "@solarmon/embedded";
import type { DataPaths } from "../folder/data-paths.ts";
import type { Services } from "../services/services.ts";

export interface ThreadReader extends AsyncDisposable {
  readonly reader: StreamReader;
  /** The stream on the disk has grown. */
  wake(end: DurableEnd): void;
}

/** A reader of the thread's own: of Kafka where it is asked for, else of the data folder's stream. */
export async function openThreadReader(
  paths: DataPaths,
  { kafka }: Services,
  durableEnd: DurableEnd | null,
  onWarning: (message: string) => void,
): Promise<ThreadReader> {
  const warn = (message: string): void => onWarning(`stream: ${message}`);
  if (kafka) {
    const { openKafka } = await import("../services/open-kafka.ts");
    const reader = await openKafka(kafka, warn);
    return {
      reader,
      wake: () => undefined,
      [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
    };
  }
  const reader = await openSegmentReader({
    dir: paths.stream,
    onWarning: ({ message }) => warn(message),
    ...(durableEnd ? { durableEnd } : {}),
  });
  return {
    reader,
    wake: (end) => void reader.wake(end),
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  };
}
