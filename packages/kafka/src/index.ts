export type { KafkaSasl, KafkaStreamOptions, KafkaTopicOptions } from "./kafka-options.ts";
export type { KafkaStream } from "./kafka-stream.ts";
export { openKafkaStream } from "./open-kafka-stream.ts";
