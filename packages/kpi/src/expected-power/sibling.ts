import { type Into, outColumn } from "../column.ts";
import { medianInPlace } from "../statistics/quantile.ts";

/** Devices of one group: same pitch and azimuth. */
export interface SiblingRows {
  /** Power or energy of each device, columns of the same rows; `NaN` is missing. */
  readonly devices: readonly Float64Array[];
  /** Rating of each device [W]. */
  readonly ratingsW: readonly number[];
}

/** Options of {@link siblingExpectedPower}. */
export interface SiblingOptions extends Into {
  /** Siblings with data that a row needs, else it is `NaN`; default 2. */
  readonly minimumSiblings?: number;
}

/**
 * Power that its siblings lead to expect of a device: rating × median of power ÷ rating of the others.
 *
 * The device itself is left out, so that a fault does not lower its own expectation. No weather is needed; a fault of
 * all is not seen.
 *
 * @param device - index of the device
 * @returns same unit as the devices'; `NaN` where too few siblings have data
 * @throws RangeError when columns or ratings do not match
 * @example
 * const devices = [[50], [100], [60]].map((values) => Float64Array.from(values));
 * siblingExpectedPower({ devices, ratingsW: [100, 200, 100] }, 0); // [55]
 */
export function siblingExpectedPower(
  { devices, ratingsW }: SiblingRows,
  device: number,
  { minimumSiblings = 2, out }: SiblingOptions = {},
): Float64Array {
  const rows = devices[device]?.length ?? 0;
  if (devices.some((column) => column.length !== rows) || ratingsW.length !== devices.length) {
    throw new RangeError("devices differ in rows, or not every device has a rating");
  }
  const expected = outColumn(out, rows);
  const scratch = new Float64Array(devices.length);
  for (let row = 0; row < rows; row++) {
    let count = 0;
    for (let sibling = 0; sibling < devices.length; sibling++) {
      const specific = devices[sibling]![row]! / ratingsW[sibling]!;
      if (sibling !== device && specific === specific) scratch[count++] = specific;
    }
    expected[row] =
      count < minimumSiblings
        ? Number.NaN
        : ratingsW[device]! * medianInPlace(scratch.subarray(0, count));
  }
  return expected;
}
