import { daytimeFromPower, sunriseSunsetFromDaytime } from "@solarmon/kpi/daytime";
import { fixedShapeDays, trackingShapeDays } from "@solarmon/kpi/orientation";
import {
  checkIrradianceConsistencyQcrad,
  checkIrradianceLimitsQcrad,
  checkLimits,
  clearskyLimits,
  clockChangeAt,
  complete,
  completenessScore,
  dailyInsolationLimits,
  hampelOutliers,
  interpolationDiff,
  moduleTemperatureCheck,
  QCRAD_EXTREME_LIMITS,
  QCRAD_PHYSICAL_LIMITS,
  relativeHumidityLimits,
  spacing,
  staleValuesDiff,
  staleValuesRound,
  startStopDates,
  temperatureLimits,
  trim,
  trimIncomplete,
  tukeyOutliers,
  windLimits,
  zscoreOutliers,
} from "@solarmon/kpi/quality";
import { equationOfTimeSpencer71 } from "@solarmon/kpi/solar-position";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenCheck, GoldenTopic } from "../golden-topic.ts";
import { parseInstant, type Table } from "../table.ts";

type Masks = Readonly<Record<string, () => ArrayLike<number>>>;

const DAY_MS = 86_400_000;

function checkMasks(table: Table, masks: Masks, compare: Comparison): void {
  compare.count(table.rows);
  for (const [column, mask] of Object.entries(masks)) {
    if (table.has(column)) compare.masks(column, mask(), table.numbers(column));
  }
}

const checkIrradiance: GoldenCheck = (file, compare) => {
  const table = file.table();
  const times = table.instants(table.has("time") ? "time" : "time_utc");
  const column = (name: string): Float64Array => table.numbers(name);
  const [zenith, extra] = [column("zenith"), column("dni_extra")];
  const [ghi, dhi, dni] = [column("ghi"), column("dhi"), column("dni")];
  const clear = column("ghi_clear");
  const values = { ghi, dhi, dni };
  const limits = { physical: QCRAD_PHYSICAL_LIMITS, extreme: QCRAD_EXTREME_LIMITS };
  const masks: Record<string, () => Uint8Array> = {
    clearsky_limits: () => clearskyLimits(ghi, clear),
    daily_insolation_limits: () => dailyInsolationLimits(times, ghi, clear),
  };
  for (const [kind, set] of Object.entries(limits)) {
    for (const name of ["ghi", "dhi", "dni"] as const) {
      masks[`${name}_${kind}`] = () =>
        checkIrradianceLimitsQcrad(values[name], zenith, extra, set[name]);
    }
  }
  for (const [suffix, outsideDomain] of [
    ["", false],
    ["_od", true],
  ] as const) {
    const found = checkIrradianceConsistencyQcrad(zenith, ghi, dhi, dni, { outsideDomain });
    masks[`consistent_components${suffix}`] = () => found.consistentComponents;
    masks[`diffuse_ratio_ok${suffix}`] = () => found.diffuseRatioOk;
  }
  checkMasks(table, masks, compare);
};

const checkStale: GoldenCheck = (file, compare) => {
  const table = file.table();
  const values = table.numbers("value");
  const masks: Masks = {
    stale_diff_tail: () => staleValuesDiff(values),
    stale_diff_end: () => staleValuesDiff(values, { mark: "end" }),
    stale_diff_all: () => staleValuesDiff(values, { mark: "all" }),
    stale_diff_w10: () => staleValuesDiff(values, { window: 10 }),
    stale_round: () => staleValuesRound(values, { window: 6, decimals: 3 }),
    stale_round_w4_d2: () => staleValuesRound(values, { window: 4, decimals: 2 }),
    interp_tail: () => interpolationDiff(values),
    interp_end: () => interpolationDiff(values, { mark: "end" }),
    interp_all: () => interpolationDiff(values, { mark: "all" }),
    interp_w4: () => interpolationDiff(values, { window: 4 }),
  };
  checkMasks(table, masks, compare);
};

const checkOutliers: GoldenCheck = (file, compare) => {
  const table = file.table();
  const values = table.numbers("value");
  const masks: Masks = {
    tukey: () => tukeyOutliers(values),
    tukey_k05: () => tukeyOutliers(values, { k: 0.5 }),
    zscore: () => zscoreOutliers(values),
    hampel: () => hampelOutliers(values),
    hampel_w11_d2: () => hampelOutliers(values, { window: 11, maxDeviation: 2 }),
  };
  checkMasks(table, masks, compare);
};

const checkCompleteness: GoldenCheck = (file, compare) => {
  const table = file.table();
  const times = table.instants("time_utc");
  const values = table.numbers("value");
  const most = (minimumCompleteness: number): Uint8Array =>
    complete(times, values, { minimumCompleteness });
  compare.columns(
    "completeness_score",
    completenessScore(times, values),
    table.numbers("completeness_score"),
    { relative: 1e-11, absolute: 1e-12 },
  );
  const masks: Masks = {
    complete_0333: () => most(0.333),
    complete_08: () => most(0.8),
    trim_incomplete: () => trimIncomplete(times, values),
    trim_3days: () => trim(times, most(0.8), { days: 3 }),
  };
  checkMasks(table, masks, compare);
};

/** "days are local standard (UTC-7)" in the README. */
function offsetOf(file: GoldenFile): number {
  return 60 * Number(/local standard \(UTC([+-]\d+)\)/.exec(file.readme)?.[1] ?? -7);
}

const checkDaytime: GoldenCheck = (file, compare) => {
  const table = file.table();
  const times = table.instants("time_utc");
  const power = table.numbers("power");
  const options = { utcOffsetMinutes: offsetOf(file) };
  const daytime = daytimeFromPower(times, power, options);
  const { sunriseAt, sunsetAt } = sunriseSunsetFromDaytime(times, daytime, options);
  compare.columns("sunrise_utc", sunriseAt, table.instants("sunrise_utc"));
  compare.columns("sunset_utc", sunsetAt, table.instants("sunset_utc"));
  const masks: Masks = {
    daytime: () => daytime,
    fixed_nrel: () => fixedShapeDays(times, power, daytime, options),
    tracking_nrel: () => trackingShapeDays(times, power, daytime, options),
  };
  checkMasks(table, masks, compare);
};

interface Small {
  readonly start_stop_dates: readonly string[];
  readonly weather: Readonly<Record<string, readonly (number | boolean)[]>> & {
    readonly module_temperature_check: boolean;
  };
  readonly util_check_limits: { readonly closed_0_10: readonly boolean[] };
  readonly spacing_15min: { readonly times: readonly string[]; readonly ok: readonly boolean[] };
  readonly has_dst_wallclock: { readonly dates: Readonly<Record<string, boolean>> };
  readonly has_dst_standard_any: boolean;
}

/** Solar noon in Madrid, which the README names, by a clock that follows, or does not follow, daylight saving time. */
function noonsInMadrid(year: number, changes: readonly number[]): Float64Array {
  const [spring = Infinity, autumn = Infinity] = changes;
  return Float64Array.from({ length: 365 }, (_, day) => {
    const midnight = Date.UTC(year, 0, 1 + day);
    const noonMinutes = 12 * 60 + 60 + 4 * 3.7 - equationOfTimeSpencer71(day + 1);
    const summer = midnight >= spring && midnight < autumn ? 60 : 0;
    return midnight + (noonMinutes + summer) * 60_000;
  });
}

function checkClockChanges(expected: Small, compare: Comparison): void {
  const dates = Object.keys(expected.has_dst_wallclock.dates);
  const changes = dates.map(parseInstant).toSorted((a, b) => a - b);
  const year = new Date(changes[0] ?? 0).getUTCFullYear();
  const wallClock = noonsInMadrid(year, changes);
  const standard = noonsInMadrid(year, []);
  for (const [date, isChange] of Object.entries(expected.has_dst_wallclock.dates)) {
    const found = clockChangeAt(wallClock, parseInstant(date));
    compare.value(`clock change ${date}`, Number(found), Number(isChange));
  }
  const any = changes.some((at) => clockChangeAt(standard, at));
  compare.value("standard time", Number(any), Number(expected.has_dst_standard_any));
}

const checkSmall: GoldenCheck = (file, compare) => {
  const expected: Small = file.json();
  const weather = (name: string): Float64Array =>
    Float64Array.from(expected.weather[name] ?? [], Number);
  const series = file.table("completeness.csv");
  const times = series.instants("time_utc");
  const good = complete(times, series.numbers("value"));
  const found = startStopDates(times, good);
  compare.count(1);
  compare.columns(
    "start and stop",
    [found?.startAt ?? Number.NaN, found?.stopAt ?? Number.NaN],
    expected.start_stop_dates.map(parseInstant),
  );
  compare.masks("temp", temperatureLimits(weather("temp")), weather("temp_ok"));
  compare.masks("wind", windLimits(weather("wind")), weather("wind_ok"));
  compare.masks("rh", relativeHumidityLimits(weather("rh")), weather("rh_ok"));
  const follows = moduleTemperatureCheck(weather("module_temperature"), weather("poa"));
  compare.value("module", Number(follows), Number(expected.weather.module_temperature_check));
  const closed = { low: 0, high: 10, includesLow: true, includesHigh: true };
  // The file gives the verdicts only; these values fit its name.
  const probes = Float64Array.of(-1, 0, 5, 10, 10.1, Number.NaN);
  compare.masks("limits", checkLimits(probes, closed), expected.util_check_limits.closed_0_10);
  const stamps = Float64Array.from(expected.spacing_15min.times, parseInstant);
  compare.masks("spacing", spacing(stamps, DAY_MS / 96), expected.spacing_15min.ok);
  checkClockChanges(expected, compare);
};

export const topic: GoldenTopic = {
  topic: "quality_checks",
  files: [
    [/^irradiance\.csv$/, checkIrradiance],
    [/^(?:stale|interpolated)\.csv$/, checkStale],
    [/^outliers\.csv$/, checkOutliers],
    [/^completeness\.csv$/, checkCompleteness],
    [/^daytime\.csv$/, checkDaytime],
    [/^small\.json$/, checkSmall],
  ],
};
