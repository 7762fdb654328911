import type { SkyIrradiance } from "./clear-sky.ts";
import type { SunPosition } from "./sun-position.ts";

const RAD = Math.PI / 180;
const ALBEDO = 0.2;
// Keeps the ratio of beam on the plane to beam on the ground finite at sunrise.
const MIN_COS_ZENITH = 0.017_45;

/**
 * Irradiance in the plane of an array [W/m²]: beam, sky after Hay and Davies, and light from the ground.
 *
 * @see J. E. Hay and J. A. Davies, First Canadian Solar Radiation Data Workshop, 59–72, 1980
 */
export function planeIrradianceWm2(
  sky: SkyIrradiance,
  sun: SunPosition,
  extraterrestrial: number,
  tiltDeg: number,
  azimuthDeg: number,
): number {
  if (sky.ghi <= 0) return 0;
  const tilt = tiltDeg * RAD;
  const cosZenith = Math.sin(sun.elevationDeg * RAD);
  const cosIncidence =
    cosZenith * Math.cos(tilt) +
    Math.cos(sun.elevationDeg * RAD) *
      Math.sin(tilt) *
      Math.cos((sun.azimuthDeg - azimuthDeg) * RAD);
  const facing = Math.max(0, cosIncidence);
  const beamShare = sky.dni / extraterrestrial;
  const beamRatio = facing / Math.max(cosZenith, MIN_COS_ZENITH);
  const skyView = (1 + Math.cos(tilt)) / 2;
  const diffuse = sky.dhi * (beamShare * beamRatio + (1 - beamShare) * skyView);
  const ground = (sky.ghi * ALBEDO * (1 - Math.cos(tilt))) / 2;
  return sky.dni * facing + diffuse + ground;
}
