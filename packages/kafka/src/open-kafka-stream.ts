import { Admin, Producer } from "@platformatic/kafka";
import { connectionOptions, LONGEST_RETRY_MS } from "./connection.ts";
import { type KafkaSettings, type KafkaStreamOptions, settingsOf } from "./kafka-options.ts";
import { type KafkaStream, OpenKafkaStream } from "./kafka-stream.ts";
import { KafkaReader } from "./reader/kafka-reader.ts";
import { openTopic } from "./topic.ts";
import { KafkaWriter } from "./writer/kafka-writer.ts";

const RETRIES_BEYOND = 60;

/**
 * Opens the stream, and makes its topic where it is missing.
 *
 * @throws `unavailable` when no broker answers · `unauthenticated`, `forbidden` when they refuse us · `not_found`
 * when the topic is missing and may not be made · `invalid_argument` for a retention below a day
 */
export async function openKafkaStream(options: KafkaStreamOptions): Promise<KafkaStream> {
  const settings = settingsOf(options);
  const admin = new Admin(connectionOptions(settings));
  try {
    const facts = await openTopic(admin, settings);
    const writer = new KafkaWriter({ producer: makeProducer(settings), settings, facts });
    const reader = new KafkaReader(admin, settings);
    return new OpenKafkaStream({ admin, writer, reader, topic: settings.topic, facts });
  } catch (error) {
    await admin.close();
    throw error;
  }
}

/** Tries again for longer than records may wait: the writer knows the time. Not for ever: each failure is remembered. */
function makeProducer(settings: KafkaSettings): Producer {
  const retries = RETRIES_BEYOND + Math.ceil(settings.deliveryTimeoutMs / LONGEST_RETRY_MS);
  return new Producer({ ...connectionOptions(settings), idempotent: true, retries });
}
