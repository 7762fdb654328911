import type { GoldenTopic } from "../golden-topic.ts";

export const topic: GoldenTopic = { topic: "energy_from_power", files: [] };
