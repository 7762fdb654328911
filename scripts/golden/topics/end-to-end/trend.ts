import { logicClipFilter } from "@solarmon/kpi/clipping";
import { aggregationInsol, dayEdges } from "@solarmon/kpi/energy";
import {
  normalizedFilter,
  poaFilter,
  tcellFilter,
  twoWayWindowFilter,
} from "@solarmon/kpi/filters";
import { normalizeWithPvwatts } from "@solarmon/kpi/normalization";
import type { Comparison } from "../../comparison.ts";
import type { GoldenFile } from "../../golden-file.ts";
import { plantData, regularGrid } from "../../plant-data.ts";
import { endToEnd } from "./parameters.ts";

const STEP_MS = 15 * 60_000;
/** Deviation: the plant data are rounded to 4 decimals, the daily values were computed before that. */
const TOLERANCE = { relative: 1e-6 };

/** RdTools' default chain with sensors: normalise, filter, aggregate by day, filter days. */
export function checkTrend(file: GoldenFile, compare: Comparison): void {
  const data = plantData(file, "doe_rtc_pvplr/doe_rtc_15min.csv.gz");
  const names = ["power", "g_poa", "mod_temp"];
  const { timesMs, columns } = regularGrid(data, "timestamp", names, STEP_MS);
  const of = (name: string): Float64Array => columns.get(name) ?? new Float64Array(0);
  const poaWm2 = of("g_poa");
  const powerW = of("power").map((value) => Math.max(0, value));
  const cellC = of("mod_temp").map((value, row) => value + (3 * (poaWm2[row] ?? 0)) / 1000);
  const { timesMs: endsMs, ...energy } = normalizeWithPvwatts(
    { timesMs, powerW, poaWm2, cellC },
    { dcRatingW: 3000, gammaPerK: -0.004 },
    { binMs: STEP_MS, maxGapMs: STEP_MS },
  );
  const masks = [poaFilter(poaWm2), tcellFilter(cellC), logicClipFilter(timesMs, powerW)];
  const normalized = normalizedFilter(energy.normalized);
  // energies carry the label of the row that ends their step: row + 1
  const kept = Array.from(endsMs.keys()).filter(
    (row) => normalized[row] === 1 && masks.every((mask) => mask[row + 1] === 1),
  );
  const pick = (column: Float64Array): Float64Array =>
    Float64Array.from(kept, (row) => column[row] ?? Number.NaN);
  const keptMs = pick(endsMs);
  const binEdgesMs = dayEdges(keptMs);
  const weights = pick(energy.insolationWhm2);
  const daily = aggregationInsol(keptMs, pick(energy.normalized), weights, { binEdgesMs });
  const insolation = new Float64Array(daily.length);
  for (const [index, time] of keptMs.entries()) {
    const day = Math.floor((time - (binEdgesMs[0] ?? 0)) / 86_400_000);
    insolation[day] = (insolation[day] ?? 0) + (weights[index] ?? 0);
  }
  const steady = twoWayWindowFilter(binEdgesMs.subarray(0, -1), daily);
  for (const [day, value] of daily.entries()) {
    if (steady[day] === 1 || Number.isNaN(value)) continue; // an empty day keeps its 0
    daily[day] = Number.NaN;
    insolation[day] = Number.NaN;
  }
  const table = file.table();
  const { n_daily, n_kept_15min } = endToEnd(file).rtc_trend_analysis;
  compare.count(table.rows);
  compare.value("n_kept_15min", kept.length, n_kept_15min);
  compare.value("n_daily", daily.filter((value) => value === value).length, n_daily);
  compare.columns("date", binEdgesMs.subarray(0, -1), table.instants("date"));
  compare.columns("normalized", daily, table.numbers("normalized"), TOLERANCE);
  compare.columns("insolation", insolation, table.numbers("insolation"), TOLERANCE);
}
