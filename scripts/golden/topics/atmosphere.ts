import type { GoldenTopic } from "../golden-topic.ts";

export const topic: GoldenTopic = { topic: "atmosphere", files: [] };
