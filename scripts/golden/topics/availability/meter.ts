import type { GoldenFile } from "../../golden-file.ts";
import { hasPlantData, plantData } from "../../plant-data.ts";
import { printedDigits } from "../../printed.ts";
import type { Table } from "../../table.ts";

const LANES = 8;

/** To 3 decimals as numpy does it: a half goes to the even neighbour. */
function roundThree(value: number): number {
  const thousandths = value * 1000;
  const nearest = Math.round(thousandths);
  const isHalf = nearest - thousandths === 0.5;
  return (isHalf && nearest % 2 !== 0 ? nearest - 1 : nearest) / 1000;
}

/** Sum in numpy's order, eight lanes: the meter is rounded, and its ties hang on the last bit of the sum. */
function numpySum(values: readonly number[]): number {
  const lanes = values.slice(0, LANES);
  const whole = values.length - (values.length % LANES);
  for (let index = LANES; index < whole; index++) {
    lanes[index % LANES] = (lanes[index % LANES] ?? 0) + (values[index] ?? 0);
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = lanes;
  const sum = a + b + (c + d) + (e + f + (g + h));
  return values.slice(Math.max(whole, LANES)).reduce((total, value) => total + value, sum);
}

/** "17-06-2020 12:00" as the ISO form of the golden file. */
function isoOf(stamp: string): string {
  const [date = "", clock = ""] = stamp.split(" ");
  return `${date.split("-").toReversed().join("-")}T${clock}:00`;
}

/** Power of the plant by stamp: the sum of its inverters, each rounded to 3 decimals, a missing one 0. */
function plantPower(generation: Table): ReadonlyMap<string, number> {
  const keys = generation.texts("SOURCE_KEY");
  const power = generation.numbers("AC_POWER");
  const slots = new Map([...new Set(keys)].toSorted().map((key, slot) => [key, slot]));
  const rows = new Map<string, number[]>();
  for (const [row, stamp] of generation.texts("DATE_TIME").entries()) {
    const values = rows.get(stamp) ?? Array.from(slots, () => 0);
    rows.set(stamp, values);
    values[slots.get(keys[row] ?? "") ?? 0] = roundThree(power[row] ?? 0);
  }
  return new Map([...rows].map(([stamp, values]) => [isoOf(stamp), numpySum(values)]));
}

/** Whether `restored` is the printed column wherever that has digits enough. */
function printsAs(restored: Float64Array, printed: Float64Array, digits: number): boolean {
  return restored.every((value, row) => {
    const unit = 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) + 1 - digits);
    return Math.abs(value - (printed[row] ?? Number.NaN)) <= Math.max(unit, 1e-3) * 0.5001;
  });
}

/**
 * The meter that the results were computed with. The file prints it with 9 digits, of which a difference keeps too few;
 * by the README it is the running sum of the plant's power / 4, so that the plant data it names give it in full.
 * Undefined when they are not there, or give another meter than the file prints.
 */
export function restoredMeter(file: GoldenFile, series: Table): Float64Array | undefined {
  const name = /data\/(\w+)/.exec(file.readme)?.[1];
  const path = `${name ?? ""}/generation.csv.gz`;
  if (!hasPlantData(file, path)) return undefined;
  let sum = 0;
  const meter = new Map<string, number>();
  for (const [stamp, powerKW] of plantPower(plantData(file, path))) {
    sum += powerKW / 4;
    meter.set(stamp, roundThree(sum));
  }
  let last = 0;
  const restored = Float64Array.from(series.texts("time_local"), (stamp) => {
    last = meter.get(stamp) ?? last;
    return last;
  });
  const digits = printedDigits(series.texts("energy_cumulative"));
  return printsAs(restored, series.numbers("energy_cumulative"), digits) ? restored : undefined;
}
