import { openKafka } from "../services/open-kafka.ts";
import type { KafkaService } from "../services/services.ts";
import { BacklogWatch } from "./backlog-watch.ts";
import type { ServerStream } from "./server-stream.ts";

/**
 * The stream on Kafka. The doors do not slow down for a processor that is behind: it may be anybody's, and the brokers
 * keep a week.
 */
export async function openSharedStream(
  service: KafkaService,
  warn: (message: string) => void,
): Promise<ServerStream> {
  const kafka = await openKafka(service, warn);
  const backlogs = new BacklogWatch((consumer) => kafka.backlog(consumer));
  return {
    writer: kafka,
    onGrown: () => () => undefined,
    done: () => undefined,
    settled: () => undefined,
    lagRecords: (consumer) => backlogs.of(consumer),
    lagMs: null,
    async [Symbol.asyncDispose]() {
      backlogs[Symbol.dispose]();
      await kafka[Symbol.asyncDispose]();
    },
  };
}
