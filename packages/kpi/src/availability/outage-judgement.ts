import { boundFor, type ErrorBounds } from "./error-bounds.ts";
import type { OutageRows } from "./full-outages.ts";

/** Whether an outage has cost energy. */
export type OutageType =
  /** The meter moved less than expected: energy is lost. */
  | "real"
  /** The meter moved as expected: only the data are missing. */
  | "comms"
  /** The meter fell or is missing. */
  | "unknown";

/** A full outage, judged by the meter. */
export interface Outage extends OutageRows {
  /** Rows from `start` to `end`, both counted, and those of them with expected power. */
  readonly rows: number;
  readonly daylightRows: number;
  readonly errorLower: number;
  readonly errorUpper: number;
  /** Expected energy, and the interval around it [Wh]. */
  readonly expectedWh: number;
  readonly expectedLowerWh: number;
  readonly expectedUpperWh: number;
  /** Meter before and after, and its difference [Wh]; `NaN` when it fell by more than the plant can consume. */
  readonly meterStartWh: number;
  readonly meterEndWh: number;
  readonly actualWh: number;
  readonly type: OutageType;
  /** Energy lost [Wh]; `NaN` when unknown. */
  readonly lossWh: number;
}

/** A meter of delivered and drawn energy may fall by the plant's own use: less than this share of what is expected. */
const OWN_USE = 0.05;

/** Judges an outage: the loss is real when the meter moved less than the lower bound of what was expected. */
export function judgeOutage(
  { start, end }: OutageRows,
  rows: {
    readonly expectedW: Float64Array;
    /** Energy of the step that ends at each row [Wh]. */
    readonly expectedWh: Float64Array;
    readonly meterWh: Float64Array;
  },
  bounds: ErrorBounds,
): Outage {
  let [daylightRows, expectedWh] = [0, 0];
  for (let row = start; row <= end; row++) {
    if (rows.expectedW[row]! > 0) daylightRows++;
    if (!Number.isNaN(rows.expectedWh[row]!)) expectedWh += rows.expectedWh[row]!;
  }
  const errorLower = boundFor(bounds.rows, bounds.lower, daylightRows);
  const errorUpper = boundFor(bounds.rows, bounds.upper, daylightRows);
  const [meterStartWh, meterEndWh] = [rows.meterWh[Math.max(0, start - 1)]!, rows.meterWh[end]!];
  const moved = meterEndWh - meterStartWh;
  const actualWh = moved < -OWN_USE * expectedWh ? Number.NaN : moved;
  const expectedLowerWh = (1 + errorLower) * expectedWh;
  const isReal = actualWh < expectedLowerWh;
  const isUnknown = Number.isNaN(actualWh + expectedLowerWh);
  return {
    start,
    end,
    rows: end - start + 1,
    daylightRows,
    errorLower,
    errorUpper,
    expectedWh,
    expectedLowerWh,
    expectedUpperWh: (1 + errorUpper) * expectedWh,
    meterStartWh,
    meterEndWh,
    actualWh,
    type: isUnknown ? "unknown" : isReal ? "real" : "comms",
    lossWh: isUnknown ? Number.NaN : isReal ? expectedWh - actualWh : 0,
  };
}
