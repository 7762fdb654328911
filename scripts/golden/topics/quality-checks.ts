import type { GoldenTopic } from "../golden-topic.ts";

export const topic: GoldenTopic = { topic: "quality_checks", files: [] };
