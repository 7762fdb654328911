import { irradianceRescaleFactor } from "@solarmon/kpi/clear-sky-detection";
import { quantileClipFilter } from "@solarmon/kpi/clipping";
import { aggregationInsol, dayEdges } from "@solarmon/kpi/energy";
import {
  clearskyFilter,
  csiFilter,
  directionalTukeyFilter,
  hampelFilter,
  hourAngleFilter,
  insolationFilter,
  normalizedFilter,
  poaFilter,
  tcellFilter,
  twoWayWindowFilter,
} from "@solarmon/kpi/filters";
import { robustMean, robustMedian, robustQuantile } from "@solarmon/kpi/statistics";
import type { GoldenCheck, GoldenTopic } from "../golden-topic.ts";
import { parseInstant } from "../table.ts";

const EXACT = { relative: 1e-10, absolute: 1e-13 };
const DAY_MS = 86_400_000;

/** The README states the site in words: "latitude 36.03, longitude -114.92 … UTC-8". */
function siteOf(readme: string): {
  latitudeDeg: number;
  longitudeDeg: number;
  utcOffsetMinutes: number;
} {
  const number = (pattern: RegExp, usual: number): number =>
    Number(pattern.exec(readme)?.[1] ?? usual);
  return {
    latitudeDeg: number(/latitude (-?[\d.]*\d)/, 36.03),
    longitudeDeg: number(/longitude (-?[\d.]*\d)/, -114.92),
    utcOffsetMinutes: 60 * number(/UTC([+-]\d+)/, -8),
  };
}

const checkSubdaily: GoldenCheck = (file, compare) => {
  const table = file.table();
  const times = table.instants("time_utc");
  const [poa, sky, cell] = [
    table.numbers("poa"),
    table.numbers("poa_clearsky"),
    table.numbers("tcell"),
  ];
  const [power, normalized] = [table.numbers("power"), table.numbers("normalized")];
  const { latitudeDeg, longitudeDeg } = siteOf(file.readme);
  const site = { latitudeDeg, longitudeDeg };
  const wide = { ...site, minHourAngleDeg: -60, maxHourAngleDeg: 60 };
  const masks: Readonly<Record<string, () => Uint8Array>> = {
    normalized_filter: () => normalizedFilter(normalized),
    normalized_filter_05_11: () => normalizedFilter(normalized, { low: 0.5, high: 1.1 }),
    poa_filter: () => poaFilter(poa),
    poa_filter_400_900: () => poaFilter(poa, { lowWm2: 400, highWm2: 900 }),
    tcell_filter: () => tcellFilter(cell),
    tcell_filter_10_45: () => tcellFilter(cell, { lowC: 10, highC: 45 }),
    csi_filter: () => csiFilter(poa, sky),
    pvlib_clearsky_filter: () => clearskyFilter(times, poa, sky),
    pvlib_clearsky_filter_lookup: () => clearskyFilter(times, poa, sky, { lookUpLimits: true }),
    hour_angle_filter: () => hourAngleFilter(times, site),
    hour_angle_filter_60: () => hourAngleFilter(times, wide),
    quantile_clip_filter: () => quantileClipFilter(power),
    insolation_filter: () => insolationFilter(poa),
  };
  compare.count(table.rows);
  for (const [column, mask] of Object.entries(masks)) {
    if (table.has(column)) compare.masks(column, mask(), table.numbers(column));
  }
};

const checkDaily: GoldenCheck = (file, compare) => {
  const table = file.table();
  const times = table.instants("date");
  const values = table.numbers("normalized");
  const insolation = table.numbers("insolation");
  const masks: Readonly<Record<string, () => Uint8Array>> = {
    two_way_window: () => twoWayWindowFilter(times, values),
    two_way_window_30d_01: () =>
      twoWayWindowFilter(times, values, { windowDays: 30, outlierThreshold: 0.01 }),
    insolation_q01: () => insolationFilter(insolation),
    hampel_14d: () => hampelFilter(times, values),
    hampel_30d_t02: () => hampelFilter(times, values, { windowDays: 30, maxSigmas: 2 }),
    directional_tukey: () => directionalTukeyFilter(times, values),
  };
  compare.count(table.rows);
  for (const [column, mask] of Object.entries(masks)) {
    if (table.has(column)) compare.masks(column, mask(), table.numbers(column));
  }
};

const checkRobust: GoldenCheck = (file, compare) => {
  const source = file.table("subdaily.csv");
  const [power, normalized] = [source.numbers("power"), source.numbers("normalized")];
  const actual: Readonly<Record<string, number>> = {
    robust_quantile_power_098: robustQuantile(power, 0.98),
    robust_quantile_power_05: robustQuantile(power, 0.5),
    robust_median_power: robustMedian(power),
    robust_mean_power: robustMean(power),
    robust_median_normalized: robustMedian(normalized),
  };
  const expected: Readonly<Record<string, number>> = file.json();
  compare.count(Object.keys(expected).length);
  for (const [name, value] of Object.entries(expected)) {
    compare.value(name, actual[name] ?? Number.NaN, value, EXACT);
  }
};

/** Borders of weeks that end with the Sunday; 1970-01-01 was a Thursday. */
function weekEdges(days: Float64Array, offsetMs: number): Float64Array {
  const monday = (at: number): number => {
    const day = Math.floor((at + offsetMs) / DAY_MS);
    return (day - ((((day + 3) % 7) + 7) % 7)) * DAY_MS - offsetMs;
  };
  const first = monday(days[0] ?? 0);
  const count = Math.round((monday(days.at(-2) ?? 0) - first) / (7 * DAY_MS)) + 1;
  return Float64Array.from({ length: count + 1 }, (_, week) => first + week * 7 * DAY_MS);
}

interface Aggregated {
  readonly D: { readonly date: readonly string[]; readonly value: readonly number[] };
  readonly W: { readonly label: readonly string[]; readonly value: readonly number[] };
}

const checkAggregation: GoldenCheck = (file, compare) => {
  const expected: Aggregated = file.json();
  const source = file.table("subdaily.csv");
  const times = source.instants("time_utc");
  const [normalized, poa] = [source.numbers("normalized"), source.numbers("poa")];
  const { utcOffsetMinutes } = siteOf(file.readme);
  const offsetMs = utcOffsetMinutes * 60_000;
  const days = dayEdges(times, utcOffsetMinutes);
  const weeks = weekEdges(days, offsetMs);
  compare.count(expected.D.value.length + expected.W.value.length);
  compare.columns(
    "day",
    aggregationInsol(times, normalized, poa, { binEdgesMs: days }),
    expected.D.value,
    EXACT,
  );
  compare.columns(
    "days",
    days.subarray(0, -1).map((at) => at + offsetMs),
    expected.D.date.map(parseInstant),
  );
  compare.columns(
    "week",
    aggregationInsol(times, normalized, poa, { binEdgesMs: weeks }),
    expected.W.value,
    EXACT,
  );
  compare.columns(
    "weeks",
    weeks.subarray(1).map((at) => at + offsetMs - DAY_MS),
    expected.W.label.map(parseInstant),
  );
};

const checkRescale: GoldenCheck = (file, compare) => {
  const expected: Readonly<Record<string, number>> = file.json();
  const source = file.table("subdaily.csv");
  const [poa, sky] = [source.numbers("poa"), source.numbers("poa_clearsky")];
  const modelled = sky.map((value) => 0.9 * value);
  const actual: Readonly<Record<string, number>> = {
    factor_iterative: irradianceRescaleFactor(poa, modelled),
    factor_single_opt: irradianceRescaleFactor(poa, modelled, { method: "single" }),
  };
  compare.count(2);
  for (const [name, value] of Object.entries(actual)) {
    compare.value(name, value, expected[name] ?? Number.NaN, { relative: 1e-3 });
  }
};

export const topic: GoldenTopic = {
  topic: "filters",
  files: [
    [/^subdaily\.csv$/, checkSubdaily],
    [/^daily\.csv$/, checkDaily],
    [/^robust_stats\.json$/, checkRobust],
    [/^aggregation_insol\.json$/, checkAggregation],
    [/^irradiance_rescale\.json$/, checkRescale],
  ],
};
