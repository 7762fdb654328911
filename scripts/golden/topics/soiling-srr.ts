import {
  monthlySoilingRates,
  soilingProfiles,
  soilingSrr,
  type CleaningMethod,
  type SoilingSrrOptions,
  type SoilingSrrResult,
} from "@solarmon/kpi/soiling";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenCheck, GoldenTopic } from "../golden-topic.ts";
import type { Table } from "../table.ts";

const DAY_MS = 86_400_000;
/** 12 digits are printed. */
const EXACT = { relative: 1e-9, absolute: 1e-12 };
const REPETITIONS = 2000;

interface Series {
  readonly times: Float64Array;
  readonly energy: Float64Array;
  readonly insolation: Float64Array;
  readonly rain: Float64Array;
}

interface Summary {
  readonly columns: readonly string[];
  readonly mean: readonly number[];
  readonly sd_between_seeds: readonly number[];
}

interface Configuration {
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly renorm_factor: number;
  readonly n_intervals: number;
  readonly n_valid: number;
  readonly insolation_weighted_sr_perfect_clean: number;
  readonly insolation_weighted_sr_inferred_clean: number;
}

/** Entries differ in shape by their key; each is given its type where it is read. */
type Results = Readonly<Record<string, ReturnType<typeof JSON.parse>>>;

const OPTIONS: Readonly<Record<string, string>> = {
  day_scale: "dayScale",
  clean_threshold: "cleanThreshold",
  outlier_factor: "outlierFactor",
  recenter: "recenter",
  trim: "trim",
  precip_threshold: "precipitationThresholdMm",
  min_interval_length: "minIntervalDays",
  max_relative_slope_error: "maxRelativeSlopeErrorPercent",
  max_negative_step: "maxNegativeStep",
  clean_criterion: "cleanCriterion",
};

const CRITERIA: Readonly<Record<string, string>> = {
  precip: "precipitation",
  precip_and_shift: "precipitation-and-shift",
  precip_or_shift: "precipitation-or-shift",
  shift: "shift",
};

const METHODS: Readonly<Record<string, CleaningMethod>> = {
  half_norm_clean: "half-normal-clean",
  random_clean: "random-clean",
  perfect_clean: "perfect-clean",
};

function optionsOf(
  kwargs: Readonly<Record<string, unknown>>,
  rain: Float64Array,
): SoilingSrrOptions {
  const options: Record<string, unknown> = { precipitationMm: rain };
  for (const [name, value] of Object.entries(kwargs)) {
    const known = OPTIONS[name];
    if (known === undefined) throw new Error(`unknown option ${name}`);
    if (value === "infer") continue;
    options[known] = name === "clean_criterion" ? CRITERIA[String(value)] : value;
  }
  return options;
}

function readSeries(file: GoldenFile): Map<string, Series> {
  const table = file.table("series.csv");
  const names = table.texts("series");
  const found = new Map<string, Series>();
  const columns = {
    times: table.instants("date"),
    energy: table.numbers("energy_normalized"),
    insolation: table.numbers("insolation"),
    rain: table.numbers("precipitation"),
  };
  for (const name of new Set(names)) {
    const cut = (column: Float64Array): Float64Array =>
      column.filter((_, row) => names[row] === name);
    found.set(name, {
      times: cut(columns.times),
      energy: cut(columns.energy),
      insolation: cut(columns.insolation),
      rain: cut(columns.rain),
    });
  }
  return found;
}

function run(series: Series, options: SoilingSrrOptions): SoilingSrrResult {
  return soilingSrr(series.times, series.energy, series.insolation, options);
}

/** Insolation-weighted mean of a profile over days of the analysis. */
function weighted(
  result: SoilingSrrResult,
  profile: Float64Array,
  from: number,
  to: number,
): number {
  let kept = 0;
  let all = 0;
  for (let day = from; day <= to; day++) {
    const insolation = result.daily.insolation[day] ?? 0;
    kept += insolation * (profile[day] ?? 0);
    all += insolation;
  }
  return kept / all;
}

function checkConfiguration(
  name: string,
  expected: Configuration,
  result: SoilingSrrResult,
  compare: Comparison,
): void {
  const { perfectClean, inferredClean } = soilingProfiles(result.daily, result.intervals);
  const first = result.intervals[0]?.firstDay ?? 0;
  const last = result.intervals.at(-1)?.lastDay ?? 0;
  compare.value(`${name} factor`, result.renormalizingFactor, expected.renorm_factor, EXACT);
  compare.value(`${name} intervals`, result.intervals.length, expected.n_intervals);
  const valid = result.intervals.filter(({ isValid }) => isValid).length;
  compare.value(`${name} valid`, valid, expected.n_valid);
  compare.value(
    `${name} perfect clean`,
    weighted(result, perfectClean, first, last),
    expected.insolation_weighted_sr_perfect_clean,
    EXACT,
  );
  compare.value(
    `${name} inferred clean`,
    weighted(result, inferredClean, first, last),
    expected.insolation_weighted_sr_inferred_clean,
    EXACT,
  );
}

function checkMonteCarlo(
  name: string,
  expected: Summary,
  result: SoilingSrrResult,
  compare: Comparison,
): void {
  const actual: Readonly<Record<string, number>> = {
    median: result.ratio,
    ci_low: result.low,
    ci_high: result.high,
    exceedance_p95: result.exceedanceLevel,
  };
  for (const [index, column] of expected.columns.entries()) {
    const least = column === "median" ? 5e-4 : 2e-3;
    const absolute = Math.max(5 * (expected.sd_between_seeds[index] ?? 0), least);
    compare.value(`${name} ${column}`, actual[column] ?? Number.NaN, expected.mean[index] ?? 0, {
      absolute,
    });
  }
}

interface Columns {
  readonly [column: string]: readonly number[];
}

function checkYears(
  name: string,
  expected: Columns,
  result: SoilingSrrResult,
  compare: Comparison,
): void {
  const {
    year = [],
    soiling_ratio_median = [],
    soiling_ratio_low = [],
    soiling_ratio_high = [],
  } = expected;
  compare.columns(
    `${name} years`,
    result.years.map((one) => one.year),
    year,
  );
  for (const [index, one] of result.years.entries()) {
    const low = soiling_ratio_low[index] ?? Number.NaN;
    const high = soiling_ratio_high[index] ?? Number.NaN;
    // One run of 300 draws: standard errors of its median and of its ends, and ours.
    const error = (high - low) / 2 / Math.sqrt(300);
    const median = { absolute: Math.max(5e-4, 5 * 1.4 * error) };
    const ends = { absolute: Math.max(2e-3, 5 * 1.7 * error) };
    compare.value(`${name} year`, one.ratio, soiling_ratio_median[index] ?? Number.NaN, median);
    compare.value(`${name} year low`, one.low, low, ends);
    compare.value(`${name} year high`, one.high, high, ends);
  }
}

function checkMonths(
  name: string,
  expected: Columns,
  result: SoilingSrrResult,
  compare: Comparison,
): void {
  const at = (confidenceLevel: number): ReturnType<typeof monthlySoilingRates> =>
    monthlySoilingRates(result.intervals, result.firstDayAt, { confidenceLevel });
  // The file does not say how many samples it drew; the spread of its values is that of some 20,000 a month, of which
  // five standard errors are 1.3 % at the ends and 1.8 % in the middle.
  const [middle, inner, outer] = [at(3.6), at(65.6), at(70.8)];
  for (let index = 0; index < 12; index++) {
    const between = (column: string, from = Number.NaN, to = Number.NaN): void => {
      const absolute = Math.abs(to - from) / 2 + 1e-9;
      const stated = expected[column]?.[index] ?? Number.NaN;
      compare.value(`${name} ${column} ${index}`, (from + to) / 2, stated, { absolute });
    };
    between("soiling_rate_median", middle[index]?.lowPerDay, middle[index]?.highPerDay);
    between("soiling_rate_low", outer[index]?.lowPerDay, inner[index]?.lowPerDay);
    between("soiling_rate_high", inner[index]?.highPerDay, outer[index]?.highPerDay);
    const count = inner[index]?.intervalCount ?? Number.NaN;
    compare.value(`${name} count ${index}`, count, expected["interval_count"]?.[index] ?? 0);
  }
}

function refuses(analyse: () => unknown): boolean {
  try {
    analyse();
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
}

const checkResults: GoldenCheck = (file, compare) => {
  const all: Readonly<Record<string, Results>> = file.json();
  for (const [name, series] of readSeries(file)) {
    compare.count(series.times.length);
    for (const [key, expected] of Object.entries(all[name] ?? {})) {
      const label = `${name} ${key}`;
      const method = METHODS[key.replace(/^mc_/, "")];
      if (key.startsWith("annual_")) {
        checkYears(label, expected, run(series, { repetitions: REPETITIONS }), compare);
      } else if (key.startsWith("monthly_")) {
        checkMonths(label, expected, run(series, { repetitions: 1 }), compare);
      } else if (method) {
        const result = run(series, { method, repetitions: REPETITIONS });
        checkMonteCarlo(label, expected, result, compare);
      } else if (typeof expected.error === "string") {
        compare.value(
          `${label} refuses`,
          Number(refuses(() => run(series, optionsOf(expected.kwargs ?? {}, series.rain)))),
          1,
        );
      } else {
        const configuration: Configuration = expected;
        const options = optionsOf(configuration.kwargs, series.rain);
        checkConfiguration(
          label,
          configuration,
          run(series, { ...options, repetitions: 1 }),
          compare,
        );
      }
    }
  }
};

const INTERVAL_COLUMNS: Readonly<
  Record<string, (interval: SoilingSrrResult["intervals"][number]) => number>
> = {
  length: ({ firstDay, lastDay }) => lastDay - firstDay,
  run: ({ run: number }) => number,
  run_slope: ({ slope }) => slope,
  run_slope_low: ({ slopeLow }) => slopeLow,
  run_slope_high: ({ slopeHigh }) => slopeHigh,
  max_neg_step: ({ maxNegativeStep }) => maxNegativeStep,
  inferred_start_loss: ({ inferredStart }) => inferredStart,
  inferred_end_loss: ({ inferredEnd }) => inferredEnd,
  valid: ({ isValid }) => Number(isValid),
  slope_err: ({ slopeError }) => slopeError,
  next_inferred_start_loss: ({ nextInferredStart }) => nextInferredStart,
  inferred_recovery: ({ inferredRecovery }) => inferredRecovery,
};

function checkIntervalRows(
  name: string,
  result: SoilingSrrResult,
  table: Table,
  isOf: (row: number) => boolean,
  compare: Comparison,
): void {
  const cut = (column: Float64Array): Float64Array => column.filter((_, row) => isOf(row));
  const { intervals, firstDayAt } = result;
  const profiles = soilingProfiles(result.daily, intervals);
  const ratio = (profile: Float64Array): number[] =>
    intervals.map(({ firstDay, lastDay }) => weighted(result, profile, firstDay, lastDay));
  const actual: Record<string, readonly number[]> = {
    iw_perfect_clean: ratio(profiles.perfectClean),
    iw_inferred_clean: ratio(profiles.inferredClean),
  };
  for (const [column, pick] of Object.entries(INTERVAL_COLUMNS))
    actual[column] = intervals.map(pick);
  compare.columns(
    `${name} start`,
    intervals.map(({ firstDay }) => firstDayAt + firstDay * DAY_MS),
    cut(table.instants("start")),
  );
  compare.columns(
    `${name} end`,
    intervals.map(({ lastDay }) => firstDayAt + lastDay * DAY_MS),
    cut(table.instants("end")),
  );
  for (const [column, values] of Object.entries(actual)) {
    if (!table.has(column)) continue;
    compare.columns(`${name} ${column}`, values, cut(table.numbers(column)), EXACT);
  }
}

const checkIntervals: GoldenCheck = (file, compare) => {
  const table = file.table();
  const all: Readonly<Record<string, Readonly<Record<string, Configuration>>>> =
    file.json("results.json");
  const names = table.texts("series");
  const configurations = table.texts("config");
  compare.count(table.rows);
  for (const [name, series] of readSeries(file)) {
    const ofSeries = configurations.filter((_, row) => names[row] === name);
    for (const configuration of new Set(ofSeries)) {
      const kwargs = all[name]?.[configuration]?.kwargs ?? {};
      const result = run(series, { ...optionsOf(kwargs, series.rain), repetitions: 1 });
      const isOf = (row: number): boolean =>
        names[row] === name && configurations[row] === configuration;
      checkIntervalRows(`${name} ${configuration}`, result, table, isOf, compare);
    }
  }
};

const checkDaily: GoldenCheck = (file, compare) => {
  const table = file.table();
  const names = table.texts("series");
  compare.count(table.rows);
  for (const [name, series] of readSeries(file)) {
    const cut = (column: string): Float64Array =>
      table.numbers(column).filter((_, row) => names[row] === name);
    const result = run(series, { repetitions: 1 });
    const { daily, intervals } = result;
    const profiles = soilingProfiles(daily, intervals);
    compare.columns(`${name} pi_norm`, daily.normalized, cut("pi_norm"), EXACT);
    compare.columns(`${name} pi_roll_med`, daily.rollingMedian, cut("pi_roll_med"), EXACT);
    compare.columns(`${name} delta`, daily.change, cut("delta"), {
      relative: 1e-9,
      absolute: 1e-11,
    });
    compare.masks(`${name} clean_event`, daily.cleaning, cut("clean_event"));
    compare.columns(`${name} run`, daily.run, cut("run"));
    compare.columns(`${name} perfect`, profiles.perfectClean, cut("loss_perfect_clean"), EXACT);
    compare.columns(`${name} inferred`, profiles.inferredClean, cut("loss_inferred_clean"), EXACT);
  }
};

const CODS_REASON =
  "CODS (Kalman filter, STL, LOWESS) is optional, priority C, marked experimental by its authors, and not offered";

export const topic: GoldenTopic = {
  topic: "soiling_srr",
  files: [
    [/^results\.json$/, checkResults],
    [/^intervals\.csv$/, checkIntervals],
    [/^daily_default\.csv$/, checkDaily],
  ],
  inputs: [/^series\.csv$/],
  skipped: [[/^cods/, CODS_REASON]],
};
