import {
  degradationClassicalDecomposition,
  degradationOls,
  degradationYearOnYear,
  type LinearDegradation,
  type YearOnYearOptions,
  type YearOnYearResult,
} from "@solarmon/kpi/degradation";
import { quantile } from "@solarmon/kpi/statistics";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenCheck, GoldenTopic } from "../golden-topic.ts";

const DAY_MS = 86_400_000;

interface Series {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

interface Linear {
  readonly error?: string;
  readonly rd: number;
  readonly ci_68p2: readonly number[];
  readonly slope: number;
  readonly intercept: number;
  readonly rmse: number;
  readonly slope_stderr: number;
  readonly intercept_stderr: number;
  readonly mk_test_trend?: string;
}

interface Expected {
  readonly recenter_true: {
    readonly error?: string;
    readonly rd_pct_per_year: number;
    readonly ci_68p2: readonly number[];
    readonly exceedance_p95: number;
    readonly renormalizing_factor: number;
    readonly n_pairs: number;
    readonly yoy_mean: number;
    readonly yoy_quantiles_0_5_25_50_75_95_100: readonly number[];
    readonly yoy_first_10: readonly number[];
    readonly usage_counts: Readonly<Record<string, number>>;
    readonly ci_68p2_mean_of_8_seeds: readonly number[];
    readonly ci_68p2_sd_of_8_seeds: readonly number[];
  };
  readonly recenter_false_ci95?: { readonly rd: number; readonly ci_95: readonly number[] };
  readonly multi_yoy?: {
    readonly rd: number;
    readonly ci_68p2: readonly number[];
    readonly n_pairs: number;
  };
  readonly ols?: Linear;
  readonly classical?: Linear;
}

/** The files print 12 digits, so that a value near 0 (a rate of an exact series) has no relative digits left. */
const POINT = { relative: 1e-9, absolute: 1e-12 };
const LINE = { relative: 1e-8, absolute: 1e-12 };
/** One seeded sample of 10,000 draws, whose spread the file does not state. */
const SPREADS = 5;

function readSeries(file: GoldenFile): Map<string, Series> {
  const table = file.table("series.csv");
  const names = table.texts("series");
  const times = table.instants("date");
  const values = table.numbers("energy_normalized");
  const found = new Map<string, Series>();
  for (const name of new Set(names)) {
    const isOf = (_: number, row: number): boolean => names[row] === name;
    found.set(name, { times: times.filter(isOf), values: values.filter(isOf) });
  }
  return found;
}

/** Share of draws below a limit whose sample of 10,000 may pass for ours: 5 standard errors. */
const ASIDE_PERCENT = 100 * 5 * Math.sqrt((0.159 * 0.841) / 10_000);

type Rates = (options: YearOnYearOptions) => YearOnYearResult;

/**
 * A file states the interval's ends of one seeded sample of 10,000 draws. They may lie where our law has ±5 standard
 * errors of such a sample.
 */
function checkSampled(
  name: string,
  rates: Rates,
  confidenceLevel: number,
  expected: readonly number[],
  compare: Comparison,
): void {
  const inner = rates({ confidenceLevel: confidenceLevel - 2 * ASIDE_PERCENT });
  const outer = rates({ confidenceLevel: Math.min(confidenceLevel + 2 * ASIDE_PERCENT, 99.99) });
  const ends = [
    [outer.lowPercentPerYear, inner.lowPercentPerYear],
    [inner.highPercentPerYear, outer.highPercentPerYear],
  ] as const;
  for (const [index, end] of expected.entries()) {
    const [from, to] = ends[index] ?? [Number.NaN, Number.NaN];
    const middle = (from + to) / 2;
    const absolute = Math.max((to - from) / 2, 1e-3) + 1e-9;
    compare.value(`${name} ${index}`, middle, end, { absolute });
  }
}

function allowed(sd: number): { absolute: number } {
  return { absolute: Math.max(SPREADS * sd, 1e-3) };
}

function checkInterval(
  name: string,
  result: YearOnYearResult,
  expected: Expected["recenter_true"],
  compare: Comparison,
): void {
  const [low = 0, high = 0] = expected.ci_68p2_mean_of_8_seeds;
  const [lowSd = 0, highSd = 0] = expected.ci_68p2_sd_of_8_seeds;
  compare.value(`${name} low`, result.lowPercentPerYear, low, allowed(lowSd));
  compare.value(`${name} high`, result.highPercentPerYear, high, allowed(highSd));
}

function meanOf(slopes: Float64Array): number {
  return slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
}

/**
 * 28 and 29 February of a leap year fall on the same day a year later. We pair the later one; pandas sorts by that day
 * with an unstable sort, so that the reference pairs now one, now the other, by the length of the series. Gives our
 * slopes with the reference's choice, found by the mean.
 */
function withReferenceTies(
  { times, values }: Series,
  result: YearOnYearResult,
  mean: number,
): Float64Array {
  let best = result.slopesPercentPerYear;
  for (const [index, left] of result.leftTimes.entries()) {
    const date = new Date(left);
    if (date.getUTCMonth() !== 1 || date.getUTCDate() !== 29) continue;
    const right = result.rightTimes[index] ?? 0;
    const early = values[times.indexOf(left - DAY_MS)] ?? Number.NaN;
    const late = values[times.indexOf(right)] ?? Number.NaN;
    const years = (right - left + DAY_MS) / (365 * DAY_MS);
    const other = best.slice();
    other[index] = (100 * (late - early)) / result.renormalizingFactor / years;
    if (Math.abs(meanOf(other) - mean) < Math.abs(meanOf(best) - mean)) best = other;
  }
  return best;
}

function checkSlopes(
  name: string,
  series: Series,
  result: YearOnYearResult,
  expected: Expected["recenter_true"],
  compare: Comparison,
): void {
  const slopes = withReferenceTies(series, result, expected.yoy_mean);
  compare.value(`${name} rate`, quantile(slopes, 0.5), expected.rd_pct_per_year, POINT);
  compare.value(`${name} factor`, result.renormalizingFactor, expected.renormalizing_factor, POINT);
  compare.value(`${name} pairs`, slopes.length, expected.n_pairs);
  compare.value(`${name} mean`, meanOf(slopes), expected.yoy_mean, {
    relative: 1e-9,
    absolute: 1e-10,
  });
  compare.columns(
    `${name} quantiles`,
    [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1].map((probability) => quantile(slopes, probability)),
    expected.yoy_quantiles_0_5_25_50_75_95_100,
    { relative: 1e-9, absolute: 1e-11 },
  );
  compare.columns(`${name} first`, slopes.slice(0, 10), expected.yoy_first_10, {
    relative: 1e-9,
    absolute: 1e-11,
  });
  for (const [times, count] of Object.entries(expected.usage_counts)) {
    const actual = result.usage.filter((usage) => usage === Number(times)).length;
    compare.value(`${name} used ${times} times`, actual, count);
  }
}

function checkLine(
  name: string,
  fit: () => LinearDegradation & { readonly trend?: string },
  expected: Linear | undefined,
  compare: Comparison,
): void {
  if (!expected) return;
  if (expected.error !== undefined) {
    compare.value(`${name} refuses`, Number(refuses(fit)), 1);
    return;
  }
  const actual = fit();
  compare.value(`${name} rate`, actual.ratePercentPerYear, expected.rd, LINE);
  compare.value(`${name} slope`, actual.slope, expected.slope, LINE);
  compare.value(`${name} intercept`, actual.intercept, expected.intercept, LINE);
  compare.value(`${name} rmse`, actual.rmse, expected.rmse, LINE);
  compare.value(`${name} slope error`, actual.slopeStandardError, expected.slope_stderr, LINE);
  compare.value(
    `${name} intercept error`,
    actual.interceptStandardError,
    expected.intercept_stderr,
    LINE,
  );
  const [low = 0, high = 0] = expected.ci_68p2;
  // 10,000 draws: a standard error of about 1.5 % of the half width.
  const drawn = { absolute: 5 * 0.015 * ((high - low) / 2) + 1e-12, relative: 1e-9 };
  compare.value(`${name} low`, actual.lowPercentPerYear, low, drawn);
  compare.value(`${name} high`, actual.highPercentPerYear, high, drawn);
  if (expected.mk_test_trend !== undefined) {
    compare.value(`${name} trend`, Number(actual.trend === expected.mk_test_trend), 1);
  }
}

function refuses(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
}

function checkOne(
  name: string,
  { times, values }: Series,
  expected: Expected,
  compare: Comparison,
): void {
  if (expected.recenter_true.error !== undefined) {
    compare.value(
      `${name} refuses`,
      Number(refuses(() => degradationYearOnYear(times, values))),
      1,
    );
    return;
  }
  const result = degradationYearOnYear(times, values);
  checkSlopes(name, { times, values }, result, expected.recenter_true, compare);
  checkInterval(name, result, expected.recenter_true, compare);
  const rates: Rates = (options) => degradationYearOnYear(times, values, options);
  const { exceedance_p95: exceedance } = expected.recenter_true;
  // The level that 95 % outperform is the lower end of an interval of 90 %.
  checkSampled(`${name} exceedance`, rates, 90, [exceedance], compare);
  if (expected.recenter_false_ci95) {
    const plain: Rates = (options) => rates({ ...options, recenter: false });
    const { rd, ci_95 } = expected.recenter_false_ci95;
    compare.value(`${name} plain`, plain({}).ratePercentPerYear, rd, POINT);
    checkSampled(`${name} plain`, plain, 95, ci_95, compare);
  }
  if (expected.multi_yoy) {
    const multi: Rates = (options) => rates({ ...options, multiYear: true });
    const { rd, n_pairs, ci_68p2 } = expected.multi_yoy;
    compare.value(`${name} multi`, multi({}).ratePercentPerYear, rd, POINT);
    compare.value(`${name} multi pairs`, multi({}).slopesPercentPerYear.length, n_pairs);
    checkSampled(`${name} multi`, multi, 68.2, ci_68p2, compare);
  }
  checkLine(`${name} ols`, () => degradationOls(times, values), expected.ols, compare);
  checkLine(
    `${name} classical`,
    () => degradationClassicalDecomposition(times, values),
    expected.classical,
    compare,
  );
}

const checkResults: GoldenCheck = (file, compare) => {
  const expected: Readonly<Record<string, Expected>> = file.json();
  for (const [name, series] of readSeries(file)) {
    const results = expected[name];
    if (!results) continue;
    compare.count(series.values.length);
    checkOne(name, series, results, compare);
  }
};

const checkPairs: GoldenCheck = (file, compare) => {
  const table = file.table();
  const names = table.texts("series");
  for (const [name, { times, values }] of readSeries(file)) {
    const isOf = (_: number, row: number): boolean => names[row] === name;
    const expected = table.numbers("yoy_pct").filter(isOf);
    if (expected.length === 0) continue;
    const result = degradationYearOnYear(times, values);
    compare.count(expected.length);
    compare.columns(`${name} right`, result.rightTimes, table.instants("dt_right").filter(isOf));
    compare.columns(`${name} left`, result.leftTimes, table.instants("dt_left").filter(isOf));
    compare.columns(`${name} slope`, result.slopesPercentPerYear, expected, {
      relative: 1e-9,
      absolute: 1e-12,
    });
  }
};

interface ErrorCase {
  readonly case: string;
  readonly error?: string;
  readonly rd?: number;
}

/** Daily rows that fall by 1 % of the first a year. */
function fallingDays(count: number): Series {
  const times = Float64Array.from(
    { length: count },
    (_, day) => Date.UTC(2015, 0, 1) + day * DAY_MS,
  );
  return { times, values: times.map((_, day) => 1 - (0.01 * day) / 365) };
}

/** The file names its cases without their series; these are the simplest that its names and its rate fit. */
const ERROR_SERIES: Readonly<Record<string, () => Series>> = {
  too_short: () => fallingDays(700),
  empty_pairs: () => {
    const { times, values } = fallingDays(800);
    return { times, values: values.map((value, day) => (day < 300 ? value : Number.NaN)) };
  },
  unsorted: () => {
    const { times, values } = fallingDays(1000);
    return { times: times.toReversed(), values: values.toReversed() };
  },
};

const checkErrors: GoldenCheck = (file, compare) => {
  const cases: readonly ErrorCase[] = file.json();
  compare.count(cases.length);
  for (const { case: name, rd } of cases) {
    const series = ERROR_SERIES[name]?.();
    if (!series) throw new Error(`unknown case ${name}`);
    const analyse = (): YearOnYearResult => degradationYearOnYear(series.times, series.values);
    if (rd === undefined) compare.value(`${name} refuses`, Number(refuses(analyse)), 1);
    else compare.value(`${name} rate`, analyse().ratePercentPerYear, rd, POINT);
  }
};

export const topic: GoldenTopic = {
  topic: "degradation_yoy",
  files: [
    [/^results\.json$/, checkResults],
    [/^yoy_pairs\.csv$/, checkPairs],
    [/^errors\.json$/, checkErrors],
  ],
  inputs: [/^series\.csv$/],
};
