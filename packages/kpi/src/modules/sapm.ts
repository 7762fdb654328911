const BOLTZMANN = 1.380649e-23; // J/K
const ELEMENTARY_CHARGE = 1.602176634e-19; // C

/** A module of the Sandia array performance model: a row of its library. */
export interface SapmModuleData {
  readonly cellsInSeries: number;
  readonly shortCircuitA: number;
  readonly openCircuitV: number;
  readonly maxPowerA: number;
  readonly maxPowerV: number;
  /** Currents at half of Voc, and half way between Vmp and Voc [A]. */
  readonly ixA: number;
  readonly ixxA: number;
  /** Temperature coefficients of Isc and Imp [K⁻¹]. */
  readonly aIscPerK: number;
  readonly aImpPerK: number;
  /** Temperature coefficients of Voc and Vmp [V K⁻¹], and their change with irradiance. */
  readonly bVocVK: number;
  readonly mbVocVK: number;
  readonly bVmpVK: number;
  readonly mbVmpVK: number;
  /** Diode factor. */
  readonly diodeFactor: number;
  /** C0…C7. */
  readonly c: readonly [number, number, number, number, number, number, number, number];
}

/** Five points of the I-V curve. */
export interface SapmPoints {
  readonly shortCircuitA: number;
  readonly maxPowerA: number;
  readonly openCircuitV: number;
  /** `NaN` without light. */
  readonly maxPowerV: number;
  /** `NaN` without light. */
  readonly maxPowerW: number;
  readonly ixA: number;
  readonly ixxA: number;
}

/**
 * Points of the I-V curve by the Sandia array performance model, one operating point.
 *
 * @param effectiveIrradianceWm2 - irradiance that reaches the cells [W m⁻²]
 * @param cellC - cell temperature [°C]
 * @returns currents [A], voltages [V], power [W]; `NaN` where an input is `NaN`
 * @see D. King et al., SAND2004-3535, eq. 1–10, doi:10.2172/919131
 * @example
 * const photowatt = { // PW1000 of the Sandia library
 *   cellsInSeries: 72, shortCircuitA: 2.8, openCircuitV: 43, maxPowerA: 2.7, maxPowerV: 33.6, ixA: 2.79, ixxA: 2.05,
 *   aIscPerK: 0.00045, aImpPerK: -0.00015, bVocVK: -0.171, mbVocVK: 0, bVmpVK: -0.172, mbVmpVK: 0, diodeFactor: 1.489,
 *   c: [0.965, 0.035, -0.4647, -18.615, 0.983, 0.017, 1.085, -0.085],
 * };
 * sapm(1000, 25, photowatt).maxPowerW; // 90.72
 */
export function sapm(
  effectiveIrradianceWm2: number,
  cellC: number,
  module: SapmModuleData,
): SapmPoints {
  const suns = effectiveIrradianceWm2 / 1000;
  const heated = cellC - 25;
  const thermalV = (module.diodeFactor * BOLTZMANN * (cellC + 273.15)) / ELEMENTARY_CHARGE;
  const light = thermalV * Math.log(suns < 0 ? Number.NaN : suns);
  const [c0, c1, c2, c3, c4, c5, c6, c7] = module.c;
  const cells = module.cellsInSeries;
  const bVoc = module.bVocVK + module.mbVocVK * (1 - suns);
  const bVmp = module.bVmpVK + module.mbVmpVK * (1 - suns);
  const curved = (linear: number, square: number): number => linear * suns + square * suns * suns;
  const maxPowerA = module.maxPowerA * curved(c0, c1) * (1 + module.aImpPerK * heated);
  const bent = module.maxPowerV + c2 * cells * light + c3 * cells * light * light;
  const maxPowerV = Math.max(0, bent + bVmp * heated);
  return {
    shortCircuitA: module.shortCircuitA * suns * (1 + module.aIscPerK * heated),
    maxPowerA,
    openCircuitV: Math.max(0, module.openCircuitV + cells * light + bVoc * heated),
    maxPowerV,
    maxPowerW: maxPowerA * maxPowerV,
    ixA: module.ixA * curved(c4, c5) * (1 + module.aIscPerK * heated),
    ixxA: module.ixxA * curved(c6, c7) * (1 + module.aImpPerK * heated),
  };
}

/**
 * Spectral factor of the Sandia model: a0 + a1·m + … + a4·m⁴, at least 0; 0 where the air mass is `NaN` (night).
 *
 * @param absoluteAirMass - pressure-corrected air mass
 * @param a - a0…a4 of the module
 * @see D. King et al., SAND2004-3535, eq. 1, doi:10.2172/919131
 * @example
 * sapmSpectralFactor(1.5, [0.924, 0.06971, -0.01455, 0.001221, -3.566e-5]); // 1
 */
export function sapmSpectralFactor(
  absoluteAirMass: number,
  [a0, a1, a2, a3, a4]: readonly [number, number, number, number, number],
): number {
  const m = absoluteAirMass;
  const factor = a0 + m * (a1 + m * (a2 + m * (a3 + m * a4)));
  return factor > 0 ? factor : 0;
}

/**
 * Irradiance that reaches the cells: F1·(Gbeam·F2 + fd·Gdiffuse) [W m⁻²].
 *
 * @param beamWm2 - beam in the plane of the array [W m⁻²]
 * @param diffuseWm2 - diffuse in the plane of the array [W m⁻²]
 * @param factors - spectral factor F1, incidence angle modifier F2, share of the diffuse that is used (1 flat plate)
 * @see D. King et al., SAND2004-3535, eq. 7, doi:10.2172/919131
 * @example
 * sapmEffectiveIrradiance(800, 200, { spectral: 1, incidence: 0.98, diffuseShare: 1 }); // 984
 */
export function sapmEffectiveIrradiance(
  beamWm2: number,
  diffuseWm2: number,
  factors: { readonly spectral: number; readonly incidence: number; readonly diffuseShare: number },
): number {
  return factors.spectral * (beamWm2 * factors.incidence + factors.diffuseShare * diffuseWm2);
}
