import type { GoldenTopic } from "../golden-topic.ts";
import { checkChain, checkWeatherInput } from "./end-to-end/chain.ts";
import { checkEnerpos } from "./end-to-end/enerpos.ts";
import { checkResults } from "./end-to-end/results.ts";
import { checkTrend } from "./end-to-end/trend.ts";

export const topic: GoldenTopic = {
  topic: "end_to_end",
  files: [
    [/^chain_(?:fixed|tracker).*\.csv$/, checkChain],
    [/^enerpos_.*\.csv$/, checkEnerpos],
    [/^rtc_trend_daily\.csv$/, checkTrend],
    [/^weather_year.*\.csv$/, checkWeatherInput],
    [/^results.*\.json$/, checkResults],
  ],
};
