/** Irradiance on the ground [W/m²]. */
export interface SkyIrradiance {
  /** Global horizontal. */
  readonly ghi: number;
  /** Direct normal. */
  readonly dni: number;
  /** Diffuse horizontal. */
  readonly dhi: number;
}

const RAD = Math.PI / 180;
const SOLAR_CONSTANT_WM2 = 1361;
const DARK: SkyIrradiance = { ghi: 0, dni: 0, dhi: 0 };

/** Extraterrestrial normal irradiance [W/m²] on a day of the year, 1–366. */
export function extraterrestrialWm2(dayOfYear: number): number {
  return SOLAR_CONSTANT_WM2 * (1 + 0.0334 * Math.cos((2 * Math.PI * (dayOfYear - 3)) / 365.25));
}

/** Relative air mass after Kasten and Young, 1989. @param elevationDeg - above 0 */
function airMass(elevationDeg: number): number {
  return 1 / (Math.sin(elevationDeg * RAD) + 0.50572 * (elevationDeg + 6.07995) ** -1.6364);
}

/**
 * Cloudless sky after Ineichen and Perez. All zero while the sun is down.
 *
 * @param altitudeM - height above sea [m]
 * @param linkeTurbidity - haze, 2 very clear, 3 usual, 6 dusty
 * @see P. Ineichen and R. Perez, Solar Energy 73(3), 151–157, 2002
 */
export function clearSky(
  elevationDeg: number,
  extraterrestrial: number,
  altitudeM: number,
  linkeTurbidity: number,
): SkyIrradiance {
  if (elevationDeg <= 0) return DARK;
  const cosZenith = Math.sin(elevationDeg * RAD);
  const mass = airMass(elevationDeg) * Math.exp(-altitudeM / 8434.5);
  const fh1 = Math.exp(-altitudeM / 8000);
  const fh2 = Math.exp(-altitudeM / 1250);
  const cg1 = 5.09e-5 * altitudeM + 0.868;
  const cg2 = 3.92e-5 * altitudeM + 0.0387;
  const haze = linkeTurbidity - 1;
  const ghi = cg1 * extraterrestrial * cosZenith * Math.exp(-cg2 * mass * (fh1 + fh2 * haze));
  const beam = (0.664 + 0.163 / fh1) * extraterrestrial * Math.exp(-0.09 * mass * haze);
  const diffuseShare = (0.1 - 0.2 * Math.exp(-linkeTurbidity)) / (0.1 + 0.882 / fh1);
  const dni = Math.min(beam, (ghi * Math.max(0, 1 - diffuseShare)) / cosZenith);
  return { ghi, dni, dhi: ghi - dni * cosZenith };
}
