import { type Into, outColumn } from "../column.ts";
import { medianInPlace } from "../statistics/quantile.ts";

/** Inverters or strings of one group: same pitch, azimuth, type. */
export interface PeerRows {
  /** Power of each [W] (or current of strings), columns of the same rows; `NaN` is missing. */
  readonly devices: readonly Float64Array[];
  /** Rating of each, same unit; strings of one inverter: 1 each. */
  readonly ratings: readonly number[];
  /** Hours that each row stands for; default 1. */
  readonly stepHours?: number;
}

/** Options of {@link comparePeers}. */
export interface PeerOptions {
  /** Rows whose median specific value is below it are left out (dawn); default 0.05 (5 % of the rating). */
  readonly minimumSpecific?: number;
  /** Shortfall against the group at which a device is marked, 0…1; default 0.05. Take more in winter. */
  readonly tolerance?: number;
}

/** How a device stands in its group. */
export interface PeerVerdict {
  /** Specific yield, and that of the group's median over the same rows [h]. */
  readonly yieldH: number;
  readonly medianYieldH: number;
  /** Their ratio − 1; −0.18 is 18 % under the group. `NaN` without common rows. */
  readonly deviation: number;
  /** Distance of the deviation from the group's median in scaled MAD: a robust z-score. `NaN` when all are equal. */
  readonly score: number;
  /** Energy lost against the median [Wh]; 0 when above. */
  readonly lostWh: number;
  readonly rowsUsed: number;
  /** Under the group by more than the tolerance. */
  readonly isBehind: boolean;
}

const MAD_TO_SIGMA = 1.4826;

/**
 * Median over devices of value ÷ rating, row by row: what the group does at that time.
 *
 * @returns per unit of rating; `NaN` where no device has data
 * @throws RangeError when columns or ratings do not match
 * @example
 * peerMedian({ devices: [Float64Array.of(50), Float64Array.of(60), Float64Array.of(10)], ratings: [100, 100, 100] }); // [0.5]
 */
export function peerMedian({ devices, ratings }: PeerRows, { out }: Into = {}): Float64Array {
  const rows = devices[0]?.length ?? 0;
  if (devices.some((column) => column.length !== rows) || ratings.length !== devices.length) {
    throw new RangeError("devices differ in rows, or not every device has a rating");
  }
  const medians = outColumn(out, rows);
  const scratch = new Float64Array(devices.length);
  for (let row = 0; row < rows; row++) {
    let count = 0;
    for (let device = 0; device < devices.length; device++) {
      const specific = devices[device]![row]! / ratings[device]!;
      if (specific === specific) scratch[count++] = specific;
    }
    medians[row] = medianInPlace(scratch.subarray(0, count));
  }
  return medians;
}

/**
 * Compares each device of a group with the group's median over the rows that it has data for.
 *
 * A device with a gap is not punished for it: its median is summed over its own rows.
 *
 * @returns a verdict for each device, in their order
 * @throws RangeError when columns or ratings do not match
 * @see P. J. Rousseeuw, C. Croux, J. Am. Stat. Assoc. 88(424), 1993, doi:10.1080/01621459.1993.10476408 (scaled MAD)
 * @example
 * const devices = [[50, 60], [50, 60], [40, 48]].map((values) => Float64Array.from(values));
 * comparePeers({ devices, ratings: [100, 100, 100] })[2]?.deviation; // −0.2
 */
export function comparePeers(
  rows: PeerRows,
  { minimumSpecific = 0.05, tolerance = 0.05 }: PeerOptions = {},
): PeerVerdict[] {
  const { devices, ratings, stepHours = 1 } = rows;
  const medians = peerMedian(rows);
  const sums = devices.map((power, device) => {
    const rating = ratings[device]!;
    let [yieldH, medianYieldH, rowsUsed] = [0, 0, 0];
    for (let row = 0; row < power.length; row++) {
      if (!(medians[row]! >= minimumSpecific) || Number.isNaN(power[row]!)) continue;
      yieldH += (power[row]! / rating) * stepHours;
      medianYieldH += medians[row]! * stepHours;
      rowsUsed++;
    }
    return { yieldH, medianYieldH, rowsUsed, deviation: yieldH / medianYieldH - 1 };
  });
  const known = Float64Array.from(sums, ({ deviation }) => deviation).filter((it) => it === it);
  const middle = medianInPlace(known.slice());
  const spread = MAD_TO_SIGMA * medianInPlace(known.map((it) => Math.abs(it - middle)));
  return sums.map(({ yieldH, medianYieldH, rowsUsed, deviation }, device) => ({
    yieldH,
    medianYieldH,
    deviation,
    score: spread > 0 ? (deviation - middle) / spread : Number.NaN,
    lostWh: Math.max(0, medianYieldH - yieldH) * ratings[device]!,
    rowsUsed,
    isBehind: deviation < -tolerance,
  }));
}
