import type { KafkaStream } from "@solarmon/kafka";
import type { Role } from "../services.ts";
import type { Probe } from "./probe.ts";

/** @param role - one that only answers questions goes on without the stream */
export function kafkaProbe(stream: Pick<KafkaStream, "check">, role: Role): Probe {
  const check = (): Promise<void> => stream.check();
  if (role !== "api") return { name: "kafka", without: "failed", check };
  return {
    name: "kafka",
    without: "degraded",
    meanwhile: "pages are shown; readings are not taken",
    check,
  };
}
