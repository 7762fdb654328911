import { medianInPlace, quantileInPlace } from "../statistics/quantile.ts";

/** Power of a plant and of its parts, columns of the same rows. */
export interface SubsystemRows {
  /** Power at the meter [W]. */
  readonly systemW: Float64Array;
  /** Power of each part (inverter) [W]; `NaN` counts as not reporting. */
  readonly subsystemsW: readonly Float64Array[];
}

/** Options of {@link subsystemLoss}. */
export interface SubsystemLossOptions {
  /** Power above which a part counts as running [W]; default a thousandth of its 99 % quantile, part by part. */
  readonly lowThresholdsW?: readonly number[];
  /** Size of each part over the mean size; default: found from the power. */
  readonly relativeSizes?: readonly number[];
  /** Limit of the plant [W]: power and loss together do not pass it; default none. */
  readonly systemLimitW?: number;
}

/** What parts that stood still have cost. */
export interface SubsystemLoss {
  /** 1 where a part was running, a column for each part. */
  readonly reporting: readonly Uint8Array[];
  readonly relativeSizes: readonly number[];
  /** Power lost [W], 0 where nothing was. */
  readonly lossW: Float64Array;
}

/** A part must lack three quarters of its share before the plant counts as short of it. */
const TOLERATED_SHARE = 0.75;

function thresholdOf(power: Float64Array): number {
  return (
    quantileInPlace(
      power.map((value) => (value === value ? value : 0)),
      0.99,
    ) / 1000
  );
}

/** Median over time of each part's power over the mean of the running parts. */
function sizesOf(
  subsystems: readonly Float64Array[],
  reporting: readonly Uint8Array[],
  rows: number,
): number[] {
  const means = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let [sum, count] = [0, 0];
    for (const [part, power] of subsystems.entries()) {
      if (reporting[part]![row] === 0) continue;
      sum += power[row]!;
      count++;
    }
    means[row] = sum / count;
  }
  const ratios = new Float64Array(rows);
  return subsystems.map((power, part) => {
    let count = 0;
    for (let row = 0; row < rows; row++) {
      if (reporting[part]![row] === 1) ratios[count++] = power[row]! / means[row]!;
    }
    return medianInPlace(ratios.subarray(0, count));
  });
}

/**
 * Power lost by parts that stood still while others ran: the plant's power is compared with what all parts would give
 * if they were like those that run.
 *
 * Nothing can be said of rows where no part runs (a full outage, or night): loss 0. See {@link availabilityAnalysis}.
 *
 * @throws RangeError when columns differ in length
 * @see K. Anderson, R. Blumenthal, 47th IEEE PVSC, 2020
 * @example
 * const subsystemsW = [Float64Array.of(100, 100), Float64Array.of(100, 0)];
 * subsystemLoss({ systemW: Float64Array.of(200, 100), subsystemsW }).lossW; // [0, 100]
 */
export function subsystemLoss(
  { systemW, subsystemsW }: SubsystemRows,
  options: SubsystemLossOptions = {},
): SubsystemLoss {
  const rows = systemW.length;
  if (subsystemsW.some((power) => power.length !== rows)) {
    throw new RangeError("plant and parts differ in rows");
  }
  const thresholds = options.lowThresholdsW ?? subsystemsW.map(thresholdOf);
  const reporting = subsystemsW.map((power, part) => {
    const threshold = thresholds[part]!;
    return Uint8Array.from(power, (value) => (value > threshold ? 1 : 0));
  });
  const relativeSizes = options.relativeSizes ?? sizesOf(subsystemsW, reporting, rows);
  const total = relativeSizes.reduce((sum, size) => sum + size, 0);
  const lossW = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let [sum, running, online, smallest] = [0, 0, 0, Number.POSITIVE_INFINITY];
    for (let part = 0; part < subsystemsW.length; part++) {
      const share = relativeSizes[part]! / total;
      if (reporting[part]![row] === 1) {
        sum += subsystemsW[part]![row]! / relativeSizes[part]!;
        running++;
        online += share;
      } else smallest = Math.min(smallest, share);
    }
    if (running === 0 || running === subsystemsW.length) continue;
    lossW[row] = lossOfRow(Math.max(systemW[row]!, 0), {
      fullW: (sum / running) * subsystemsW.length,
      online,
      smallest,
      limitW: options.systemLimitW ?? Number.POSITIVE_INFINITY,
    });
  }
  return { reporting, relativeSizes, lossW };
}

function lossOfRow(
  systemW: number,
  row: {
    readonly fullW: number;
    readonly online: number;
    readonly smallest: number;
    readonly limitW: number;
  },
): number {
  if (!(1 - systemW / row.fullW > TOLERATED_SHARE * row.smallest)) return 0;
  const share = Math.min(Math.max(systemW / row.fullW, row.online), 1);
  const loss = ((1 - share) / share) * systemW;
  return loss + systemW > row.limitW ? Math.max(0, row.limitW - systemW) : loss;
}
