import { type Device, POINTS } from "@solarmon/core";

const CODES = 128;
const YEAR_HOURS = 365 * 24;
const LONGEST_DAY_HOURS = 25;

/** A size that equals a 32-bit sentinel is one for every nameplate: no device stands at that very Wh for long. */
const BELOW_32_BIT_SENTINELS = 0x7fff_fffe;

/**
 * Factors over the AC rating, by point: up to the first a value is believed; up to the second, which is what really
 * occurs, also one that equals a sentinel.
 */
const NAMEPLATE_FACTORS: readonly (readonly [point: string, believed: number, usual: number])[] = [
  ["acPower", 1.5, 1.1],
  ["reactivePower", 1.5, 1.1],
  ["dcPower", 2, 1.2],
  ["batteryPower", 2, 1.2],
  ["acEnergyToday", 1.5 * LONGEST_DAY_HOURS, LONGEST_DAY_HOURS],
  ["acEnergyTotal", 50 * YEAR_HOURS, 40 * YEAR_HOURS * 0.5],
];

/**
 * Plausible range of each point for one size of device, by point code. Both ends included.
 *
 * `genuineUpTo` is the size up to which a value that equals a sentinel (0xFFFF, …) is a measurement.
 */
export interface ValueLimits {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly genuineUpTo: Float64Array;
}

/**
 * Physical ranges of the dictionary, narrowed by the nameplate.
 *
 * @param device - its rating bounds power and energy
 * @param plantAcW - AC rating of the plant [W], `null` while unknown
 */
export function valueLimits(
  device: Pick<Device, "ratedPowerW">,
  plantAcW: number | null,
): ValueLimits {
  const limits = dictionaryLimits();
  const size = device.ratedPowerW ?? plantAcW;
  for (const [name, believed, usual] of NAMEPLATE_FACTORS) {
    const point = POINTS.find((candidate) => candidate.name === name);
    if (!point || size === null) continue;
    limits.genuineUpTo[point.code] = Math.min(size * usual, BELOW_32_BIT_SENTINELS);
    if (device.ratedPowerW === null) continue;
    const bound = device.ratedPowerW * believed;
    limits.max[point.code] = Math.min(point.max, bound);
    limits.min[point.code] = Math.max(point.min, -bound);
  }
  return limits;
}

function dictionaryLimits(): ValueLimits {
  const min = new Float64Array(CODES);
  const max = new Float64Array(CODES);
  const genuineUpTo = new Float64Array(CODES);
  for (const point of POINTS) {
    min[point.code] = point.min;
    max[point.code] = point.max;
    if (point.kind === "counter") genuineUpTo[point.code] = 0xffff;
    if (point.kind === "state") genuineUpTo[point.code] = point.max - 1;
  }
  return { min, max, genuineUpTo };
}
