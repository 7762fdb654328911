import { cellsOf, type NumberOrColumn, strideOf } from "../column.ts";
import { priceAt, type Tariff, tariffAt } from "./tariff.ts";

/** Energy of steps; columns of the same rows. */
export interface RevenueRows {
  /** Start of each step [epoch ms]: a tariff and a time of use are taken there. */
  readonly timesMs: Float64Array;
  /** Energy fed in [Wh]; `NaN` is missing. */
  readonly exportWh: Float64Array;
  /** Own energy used on site [Wh]; default none. */
  readonly selfUseWh?: Float64Array;
}

/** What energy has earned, in the tariffs' currency. */
export interface Revenue {
  readonly feedIn: number;
  /** Import that self-use has spared. */
  readonly savings: number;
  readonly total: number;
  /** Energy at times without a valid tariff [Wh]: in no sum above. */
  readonly unpricedWh: number;
  /** Rows without energy data. */
  readonly missingRows: number;
}

/**
 * Revenue by dated tariffs: feed-in and spared import, flat or by time of use.
 *
 * @param tariffs - any order; where two hold, the one that began last counts
 * @param utcOffsetMinutes - local civil time minus UTC, a number or a column (clock changes); for times of use
 * @throws RangeError when columns differ in length
 * @example
 * const tariffs = [{ validFromMs: 0, feedInPerKWh: 0.08, importPerKWh: 0.3 }];
 * const rows = { timesMs: Float64Array.of(0), exportWh: Float64Array.of(6000), selfUseWh: Float64Array.of(4000) };
 * revenue(rows, tariffs).total; // 1.68
 */
export function revenue(
  { timesMs, exportWh, selfUseWh }: RevenueRows,
  tariffs: readonly Tariff[],
  utcOffsetMinutes: NumberOrColumn = 0,
): Revenue {
  const lengths = [exportWh, selfUseWh, utcOffsetMinutes].filter((it) => typeof it === "object");
  if (lengths.some((column) => column.length !== timesMs.length)) {
    throw new RangeError("times, energies and offsets differ in rows");
  }
  const [offsets, offsetStep] = [cellsOf(utcOffsetMinutes), strideOf(utcOffsetMinutes)];
  let [feedIn, savings, unpricedWh, missingRows] = [0, 0, 0, 0];
  for (let row = 0; row < timesMs.length; row++) {
    const [sold, used] = [exportWh[row]!, selfUseWh === undefined ? 0 : selfUseWh[row]!];
    if (Number.isNaN(sold) || Number.isNaN(used)) missingRows++;
    const tariff = tariffAt(tariffs, timesMs[row]!);
    const localMs = timesMs[row]! + offsets[row * offsetStep]! * 60_000;
    if (!Number.isNaN(sold)) {
      if (tariff === undefined) unpricedWh += sold;
      else feedIn += (sold / 1000) * priceAt(tariff.feedInPerKWh, tariff.feedInWindows, localMs);
    }
    if (Number.isNaN(used)) continue;
    if (tariff === undefined) unpricedWh += used;
    else savings += (used / 1000) * priceAt(tariff.importPerKWh, tariff.importWindows, localMs);
  }
  return { feedIn, savings, total: feedIn + savings, unpricedWh, missingRows };
}
