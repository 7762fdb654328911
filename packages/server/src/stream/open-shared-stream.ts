import { openKafka } from "../services/open-kafka.ts";
import { kafkaProbe } from "../services/probes/kafka-probe.ts";
import type { KafkaService, Role } from "../services/services.ts";
import { BacklogWatch } from "./backlog-watch.ts";
import type { ServerStream } from "./server-stream.ts";

/**
 * The stream on Kafka. The doors do not slow down for a processor that is behind: it may be anybody's, and the brokers
 * keep a week.
 */
export async function openSharedStream(
  service: KafkaService,
  role: Role,
  warn: (message: string) => void,
): Promise<ServerStream> {
  const kafka = await openKafka(service, warn);
  const backlogs = new BacklogWatch((consumer) => kafka.backlog(consumer));
  return {
    probe: kafkaProbe(kafka, role),
    writer: kafka,
    onGrown: () => () => undefined,
    done: () => undefined,
    settled: () => undefined,
    lagRecords: () => backlogs.look(),
    lagMs: null,
    [Symbol.asyncDispose]: () => kafka[Symbol.asyncDispose](),
  };
}
