import type { GoldenTopic } from "../golden-topic.ts";

export const topic: GoldenTopic = { topic: "availability", files: [] };
