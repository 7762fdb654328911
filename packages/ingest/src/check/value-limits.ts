import { type Device, POINTS } from "@solarmon/core";

const CODES = 128;
const LIFETIME_HOURS = 50 * 365 * 24;
const LONGEST_DAY_HOURS = 25;

/** Factor over the AC rating up to which a value is believed, by point. */
const NAMEPLATE_FACTOR: readonly (readonly [point: string, factor: number])[] = [
  ["acPower", 1.5],
  ["reactivePower", 1.5],
  ["dcPower", 2],
  ["batteryPower", 2],
  ["acEnergyToday", 1.5 * LONGEST_DAY_HOURS],
  ["acEnergyTotal", LIFETIME_HOURS],
];

/** A power that happens to equal a sentinel is believed only up to this share of the rating. */
const SENTINEL_SHARE = 1.1;

/**
 * Plausible range of each point for one size of device, by point code. Both ends included.
 *
 * `genuineUpTo` is the size up to which a value that equals a sentinel (0xFFFF, 0x8000, …) is a measurement.
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
  for (const [name, factor] of NAMEPLATE_FACTOR) {
    const point = POINTS.find((candidate) => candidate.name === name);
    if (!point || size === null) continue;
    limits.genuineUpTo[point.code] = size * (point.kind === "instant" ? SENTINEL_SHARE : factor);
    if (device.ratedPowerW === null) continue;
    const bound = device.ratedPowerW * factor;
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
