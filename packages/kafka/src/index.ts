export type { KafkaSasl, KafkaStreamOptions, KafkaTopicOptions } from "./kafka-options.ts";
export type { KafkaStream } from "./kafka-stream.ts";
export type { Rewind } from "./rewind/request-rewind.ts";
export { openKafkaStream } from "./open-kafka-stream.ts";
