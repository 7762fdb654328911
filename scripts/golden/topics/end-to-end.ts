import type { GoldenTopic } from "../golden-topic.ts";

export const topic: GoldenTopic = { topic: "end_to_end", files: [] };
