import { SAPM_MOUNTINGS, sapmCell, type SapmMounting } from "@solarmon/kpi/cell-temperature";
import { irradianceWeightedMean, performanceRatioNrel } from "@solarmon/kpi/performance";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";

const TOLERANCE = { relative: 1e-11 };
const DC_RATING_W = 204_120; // of the plant, see ../pr_iec61724

interface Columns {
  readonly timesMs: Float64Array;
  readonly poaWm2: Float64Array;
  readonly airC: Float64Array;
  readonly windMps: Float64Array;
  readonly acPowerW: Float64Array;
}

function columnsOf(file: GoldenFile, path: string): Columns {
  const table = file.table(path);
  return {
    timesMs: table.instants(table.names[0] ?? ""),
    poaWm2: table.numbers("poa"),
    airC: table.numbers("ambient_temp"),
    windMps: table.numbers("wind_speed"),
    // the reference leaves missing power out of one sum only: as if it were 0
    acPowerW: table.numbers("pac_W").map((power) => (Number.isNaN(power) ? 0 : power)),
  };
}

/** The reference takes the mean temperature of the rows at hand: we are given it. */
function ratio(columns: Columns, gammaPerK: number, mounting: SapmMounting): number {
  const { poaWm2, airC, windMps } = columns;
  const cellC = sapmCell(poaWm2, airC, windMps, mounting);
  const annualMeanCellC = irradianceWeightedMean(cellC, poaWm2);
  const plant = { dcRatingW: DC_RATING_W, annualMeanCellC, gammaPerK, mounting };
  return performanceRatioNrel(columns, plant);
}

function day({ timesMs, ...columns }: Columns, date: string): Columns {
  const rows = Array.from(timesMs, (time) => new Date(time).toISOString().startsWith(date));
  const [start, end] = [rows.indexOf(true), rows.lastIndexOf(true) + 1];
  return {
    timesMs: timesMs.subarray(start, end),
    poaWm2: columns.poaWm2.subarray(start, end),
    airC: columns.airC.subarray(start, end),
    windMps: columns.windMps.subarray(start, end),
    acPowerW: columns.acPowerW.subarray(start, end),
  };
}

interface Results {
  readonly input: string;
  readonly whole: number;
  readonly daily: Readonly<Record<string, number>>;
  readonly whole_close_mount_gamma0035: number;
}

function check(file: GoldenFile, compare: Comparison): void {
  const results: Results = file.json();
  const columns = columnsOf(file, results.input.split(" ")[0] ?? "");
  const open = SAPM_MOUNTINGS.openRackGlassPolymer;
  const close = SAPM_MOUNTINGS.closeMountGlassGlass;
  compare.count(2 + Object.keys(results.daily).length);
  compare.value("whole", ratio(columns, -0.00433, open), results.whole, TOLERANCE);
  compare.value(
    "close mount",
    ratio(columns, -0.0035, close),
    results.whole_close_mount_gamma0035,
    TOLERANCE,
  );
  for (const [date, expected] of Object.entries(results.daily)) {
    compare.value(date, ratio(day(columns, date), -0.00433, open), expected, TOLERANCE);
  }
}

export const topic: GoldenTopic = {
  topic: "weather_corrected_pr",
  files: [[/\.json$/, check]],
  inputs: [/\.csv$/],
};
