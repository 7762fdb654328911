import { iec61724, type Performance, type PerformanceRows } from "@solarmon/kpi/performance";
import { readdirSync } from "node:fs";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";
import { plantData, regularGrid } from "../plant-data.ts";
import { halfLastDecimal } from "../printed.ts";

const TOLERANCE = { relative: 1e-10, absolute: 1e-12 };
const STEP_MS = 15 * 60_000;

interface Parameters {
  readonly P0_W: number;
  readonly gamma: number;
  readonly tau_h: number;
  readonly pac_rated_W?: number;
  readonly T_mod_annual_C?: number;
}

type Figures = Readonly<Record<string, number>>;

/** Names of the file by ours; a figure that the file does not give is not compared. */
const NAMES: Readonly<Record<string, keyof Performance>> = {
  n_intervals: "rows",
  n_used: "rowsUsed",
  H_i_kWh_m2: "irradiationKWhm2",
  E_out_kWh: "outputKWh",
  E_A_kWh: "arrayKWh",
  Y_r_h: "referenceYieldH",
  Y_A_h: "arrayYieldH",
  Y_f_h: "finalYieldH",
  specific_yield_kWh_kWp: "finalYieldH",
  L_C_h: "captureLossH",
  L_BOS_h: "systemLossH",
  L_temperature_h: "temperatureLossH",
  eta_BOS: "systemEfficiency",
  T_mod_irradiance_weighted_C: "weightedModuleC",
  PR: "performanceRatio",
  PR_STC: "performanceRatioStc",
  PR_annual_eq: "performanceRatioAnnual",
  capacity_factor_dc: "capacityFactorDc",
  capacity_factor_ac: "capacityFactorAc",
};

interface Series {
  readonly timesMs: Float64Array;
  readonly rows: PerformanceRows;
  /**
   * Half a unit of the last decimal of columns that were rounded for the plant data after the figures were made. Proof:
   * with 4 decimals every energy is a multiple of 2.5e-8 kWh, the file's are not; and the formulas in numpy, given the
   * same rows, miss the figures by as much as we do.
   */
  readonly rounding?: Rounding;
}

type Rounding = Readonly<Partial<Record<"poaWm2" | "moduleC" | "acPowerW", number>>>;

/** The columns of a file that begins with the prefix; "rtc" names the plant data of the README. */
function seriesOf(file: GoldenFile, prefix: string, stepHours: number): Series {
  const name = readdirSync(file.folder).find((entry) => entry.startsWith(`${prefix}_`));
  if (name === undefined) {
    const table = plantData(file, "doe_rtc_pvplr/doe_rtc_15min.csv.gz");
    const { timesMs, columns } = regularGrid(
      table,
      "timestamp",
      ["g_poa", "mod_temp", "power"],
      STEP_MS,
    );
    const of = (column: string): Float64Array => columns.get(column) ?? new Float64Array(0);
    const rows = { poaWm2: of("g_poa"), moduleC: of("mod_temp"), acPowerW: of("power"), stepHours };
    const half = (column: string): number => halfLastDecimal(table.texts(column));
    const rounding = {
      poaWm2: half("g_poa"),
      moduleC: half("mod_temp"),
      acPowerW: half("power"),
    };
    return { timesMs, rows, rounding };
  }
  const table = file.table(name.replace(/\.gz$/, ""));
  const rows = {
    poaWm2: table.numbers("poa"),
    moduleC: table.numbers("module_temp"),
    acPowerW: table.numbers("pac_W"),
    ...(table.has("pdc_W") ? { dcPowerW: table.numbers("pdc_W") } : {}),
    stepHours,
  };
  return { timesMs: table.instants(table.names[0] ?? ""), rows };
}

/** Rows whose stamp begins with "2016", "2016-03" or "2016-03-04"; ascending, so a stretch. */
function cut({ timesMs, rows }: Series, period: string): PerformanceRows {
  const inside = Array.from(timesMs, (time) => new Date(time).toISOString().startsWith(period));
  const [start, end] = [inside.indexOf(true), inside.lastIndexOf(true) + 1];
  return {
    ...rows,
    poaWm2: rows.poaWm2.subarray(start, end),
    moduleC: rows.moduleC.subarray(start, end),
    acPowerW: rows.acPowerW.subarray(start, end),
    ...(rows.dcPowerW ? { dcPowerW: rows.dcPowerW.subarray(start, end) } : {}),
  };
}

interface Expectation {
  readonly parameters: Parameters;
  readonly expected: Figures;
  readonly rounding: Rounding;
}

function performanceOf(rows: PerformanceRows, { parameters, expected }: Expectation): Performance {
  const { P0_W, gamma, pac_rated_W } = parameters;
  const annualMeanModuleC = expected["T_mod_annual_used_C"];
  return iec61724(rows, {
    dcRatingW: P0_W,
    gammaPerK: gamma,
    ...(pac_rated_W === undefined ? {} : { acRatingW: pac_rated_W }),
    ...(annualMeanModuleC === undefined ? {} : { annualMeanModuleC }),
  });
}

/** The figures when all of a column's originals lie half a unit above what is printed: the most they can differ. */
function shiftedFigures(rows: PerformanceRows, expectation: Expectation): readonly Performance[] {
  return (["poaWm2", "moduleC", "acPowerW"] as const).flatMap((column) => {
    const half = expectation.rounding[column];
    if (half === undefined) return [];
    const shifted = rows[column].map((value) => value + half);
    return [performanceOf({ ...rows, [column]: shifted }, expectation)];
  });
}

function compareFigures(
  compare: Comparison,
  name: string,
  rows: PerformanceRows,
  expectation: Expectation,
): void {
  const actual = performanceOf(rows, expectation);
  const shifted = shiftedFigures(rows, expectation);
  compare.count(1);
  for (const [figure, value] of Object.entries(expectation.expected)) {
    const ours = NAMES[figure];
    if (!ours) continue;
    const uncertain = shifted.reduce((sum, it) => sum + Math.abs(it[ours] - actual[ours]), 0);
    const tolerance = { ...TOLERANCE, absolute: TOLERANCE.absolute + uncertain };
    compare.value(`${name} ${figure}`, actual[ours], value, tolerance);
  }
}

function check(file: GoldenFile, compare: Comparison): void {
  const results: Readonly<Record<string, ReturnType<typeof JSON.parse>>> = file.json();
  const prefixes = Object.keys(results).filter((key) => key.endsWith("_params"));
  for (const prefix of prefixes.map((key) => key.slice(0, -"_params".length))) {
    const parameters: Parameters = results[`${prefix}_params`];
    const series = seriesOf(file, prefix, parameters.tau_h);
    for (const [key, value] of Object.entries(results)) {
      if (!key.startsWith(`${prefix}_`) || key.endsWith("_params")) continue;
      const part = key.slice(prefix.length + 1);
      const isSplit = part === "daily" || part === "monthly";
      const periods: Readonly<Record<string, Figures>> = isSplit
        ? value
        : { [part === "total" ? "" : part]: value };
      for (const [period, expected] of Object.entries(periods)) {
        const { rounding = {} } = series;
        const rows = cut(series, period);
        compareFigures(compare, `${key} ${period}`, rows, { parameters, expected, rounding });
      }
    }
  }
}

export const topic: GoldenTopic = {
  topic: "pr_iec61724",
  files: [[/\.json$/, check]],
  inputs: [/\.csv$/],
};
