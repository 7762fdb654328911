import { SolarmonError } from "@solarmon/core";
import type { KafkaStream, KafkaStreamOptions } from "@solarmon/kafka";
import type { KafkaService } from "./services.ts";

/**
 * The stream on Kafka.
 *
 * @param change - of the options, for who does not write readings
 * @throws `unsupported` on a Node.js that its client does not run on · what `openKafkaStream` throws
 */
export async function openKafka(
  service: KafkaService,
  warn: (message: string) => void,
  change: Partial<KafkaStreamOptions> = {},
): Promise<KafkaStream> {
  requireNode(process.versions.node);
  const { openKafkaStream } = await import("@solarmon/kafka");
  return await openKafkaStream({ ...optionsOf(service, warn), ...change });
}

/** @param version - e.g. `24.5.0` */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 6) || (major === 22 && minor >= 22)) return;
  throw new SolarmonError(
    "unsupported",
    `KAFKA_BROKERS needs Node.js 22.22 or later, or 24.6 or later; this is ${version}`,
  );
}

function optionsOf(
  { brokers, topic, partitions, hasTls: tls, sasl }: KafkaService,
  warn: (message: string) => void,
): KafkaStreamOptions {
  return {
    brokers,
    tls,
    onWarning: ({ message }) => warn(message),
    ...(topic === undefined ? {} : { topic }),
    ...(partitions === undefined ? {} : { createTopic: { partitions } }),
    ...(sasl ? { sasl } : {}),
  };
}
