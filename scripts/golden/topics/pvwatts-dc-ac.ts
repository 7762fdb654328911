import type { GoldenTopic } from "../golden-topic.ts";

export const topic: GoldenTopic = { topic: "pvwatts_dc_ac", files: [] };
