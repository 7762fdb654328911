import { RADIANS } from "../angle.ts";

/** Mean radius of the sun's disc [deg]. */
const SUN_RADIUS_DEG = 0.26667;

/** Elevation [deg] below which SPA leaves refraction out. */
export function refractionLimitDeg(refractionAtHorizonDeg: number): number {
  return -(SUN_RADIUS_DEG + refractionAtHorizonDeg);
}

/** Factor of air pressure and temperature in the refraction of SPA. */
export function refractionFactor(pressurePa: number, temperatureC: number): number {
  return (((pressurePa / 101000) * 283) / (273 + temperatureC)) * (1.02 / 60);
}

/** Refraction [deg] at a true elevation [deg]: NREL/TP-560-34302, equation 42. */
export function refractionDeg(elevationDeg: number, factor: number): number {
  return factor / Math.tan((elevationDeg + 10.3 / (elevationDeg + 5.11)) * RADIANS);
}
