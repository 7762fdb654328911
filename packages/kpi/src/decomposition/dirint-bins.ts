import { DIRINT_FACTORS } from "./dirint-factors.ts";

const ZENITH_BINS = 6;
const STABILITY_BINS = 7;
const WATER_BINS = 5;
/** Last bin of stability and of water: "not given". */
export const STABILITY_NOT_GIVEN: number = STABILITY_BINS - 1;
export const WATER_NOT_GIVEN: number = WATER_BINS - 1;

/** Bin of kt′, 0 to 5; −1 outside 0 … 1 and for NaN. */
function clearnessBin(value: number): number {
  if (!(value >= 0 && value <= 1)) return -1;
  if (value < 0.56) return value < 0.24 ? 0 : value < 0.4 ? 1 : 2;
  return value < 0.7 ? 3 : value < 0.8 ? 4 : 5;
}

/** Bin of the zenith [deg], 0 to 5; −1 for NaN and negative angles. */
function zenithBin(value: number): number {
  if (!(value >= 0)) return -1;
  if (value < 55) return value < 25 ? 0 : value < 40 ? 1 : 2;
  return value < 70 ? 3 : value < 80 ? 4 : 5;
}

/** Bin of the mean step of kt′ to its neighbours, 0 to 5; −1 outside 0 … 1 and for NaN. */
export function stabilityBin(value: number): number {
  if (!(value >= 0 && value <= 1)) return -1;
  if (value < 0.07) return value < 0.015 ? 0 : value < 0.035 ? 1 : 2;
  return value < 0.15 ? 3 : value < 0.3 ? 4 : 5;
}

/** Bin of the water [cm] that goes with a dew point [°C], 0 to 3; −1 for NaN. */
export function waterBin(dewPointC: number): number {
  const water = Math.exp(0.07 * dewPointC - 0.075);
  if (!(water >= 0)) return -1;
  return water < 1 ? 0 : water < 2 ? 1 : water < 3 ? 2 : 3;
}

/** Factor on DISC's direct irradiance; NaN where something needed is unknown. */
export function dirintFactor(
  clearnessPrime: number,
  zenithDeg: number,
  stability: number,
  water: number,
): number {
  const clearness = clearnessBin(clearnessPrime);
  const zenith = zenithBin(zenithDeg);
  if (clearness < 0 || zenith < 0 || stability < 0 || water < 0) return Number.NaN;
  const row = (clearness * ZENITH_BINS + zenith) * STABILITY_BINS + stability;
  return DIRINT_FACTORS[row * WATER_BINS + water]!;
}
