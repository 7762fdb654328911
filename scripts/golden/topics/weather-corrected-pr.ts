import type { GoldenTopic } from "../golden-topic.ts";

export const topic: GoldenTopic = { topic: "weather_corrected_pr", files: [] };
