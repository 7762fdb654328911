import type { GoldenTopic } from "../golden-topic.ts";

export const topic: GoldenTopic = { topic: "pr_iec61724", files: [] };
