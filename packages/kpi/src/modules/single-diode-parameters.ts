const BOLTZMANN_EV = 8.617333262e-5; // eV/K, CODATA 2018 to ten digits, as the reference has it
const BOLTZMANN = 1.380649e-23; // J/K
const ELEMENTARY_CHARGE = 1.602176634e-19; // C
const REFERENCE_K = 298.15;

/** The five parameters of the single-diode equation at one operating point. */
export interface SingleDiodeParameters {
  readonly photocurrentA: number;
  readonly saturationCurrentA: number;
  readonly seriesOhm: number;
  /** Infinity: no shunt. */
  readonly shuntOhm: number;
  /** n·Ns·Vth [V]. */
  readonly nNsVthV: number;
}

/** Reference parameters after De Soto. */
export interface DesotoReference {
  /** Temperature coefficient of Isc [A K⁻¹]. */
  readonly alphaScAK: number;
  /** n·Ns·Vth at the reference [V]. */
  readonly aRefV: number;
  readonly photocurrentRefA: number;
  readonly saturationRefA: number;
  readonly shuntRefOhm: number;
  readonly seriesOhm: number;
  /** Band gap [eV]; default 1.121 (silicon). */
  readonly bandGapEv?: number;
  /** Its relative change [K⁻¹]; default −0.0002677. */
  readonly bandGapPerK?: number;
}

/**
 * Parameters of the single diode after De Soto.
 *
 * @param effectiveIrradianceWm2 - irradiance that reaches the cells [W m⁻²]
 * @param cellC - cell temperature [°C]
 * @see W. De Soto et al., Solar Energy 80(1), 78–88, 2006, doi:10.1016/j.solener.2005.06.010
 * @example
 * const reference = { alphaScAK: 0.004539, aRefV: 2.6373, photocurrentRefA: 5.114, saturationRefA: 8.196e-10,
 *   shuntRefOhm: 381.68, seriesOhm: 1.065 };
 * calcparamsDesoto(1000, 25, reference).photocurrentA; // 5.114
 */
export function calcparamsDesoto(
  effectiveIrradianceWm2: number,
  cellC: number,
  reference: DesotoReference,
): SingleDiodeParameters {
  const { bandGapEv = 1.121, bandGapPerK = -0.0002677 } = reference;
  const cellK = cellC + 273.15;
  const heated = cellK - REFERENCE_K;
  const gap = bandGapEv * (1 + bandGapPerK * heated);
  const exponent = bandGapEv / (BOLTZMANN_EV * REFERENCE_K) - gap / (BOLTZMANN_EV * cellK);
  const suns = effectiveIrradianceWm2 / 1000;
  return {
    photocurrentA: suns * (reference.photocurrentRefA + reference.alphaScAK * heated),
    saturationCurrentA: reference.saturationRefA * (cellK / REFERENCE_K) ** 3 * Math.exp(exponent),
    seriesOhm: reference.seriesOhm,
    shuntOhm: reference.shuntRefOhm / suns,
    nNsVthV: reference.aRefV * (cellK / REFERENCE_K),
  };
}

/**
 * Parameters of the single diode as in the CEC library: {@link calcparamsDesoto} with the coefficient of Isc adjusted.
 *
 * @param adjustPct - `Adjust` of the library [%]
 * @see A. Dobos, J. Sol. Energy Eng. 134(2), 2012, doi:10.1115/1.4005759
 * @example
 * const reference = { alphaScAK: 0.004539, aRefV: 2.6373, photocurrentRefA: 5.114, saturationRefA: 8.196e-10,
 *   shuntRefOhm: 381.68, seriesOhm: 1.065 };
 * calcparamsCec(800, 45, reference, 8.7).shuntOhm; // 477.1
 */
export function calcparamsCec(
  effectiveIrradianceWm2: number,
  cellC: number,
  reference: DesotoReference,
  adjustPct: number,
): SingleDiodeParameters {
  const alphaScAK = reference.alphaScAK * (1 - adjustPct / 100);
  return calcparamsDesoto(effectiveIrradianceWm2, cellC, { ...reference, alphaScAK });
}

/** Reference parameters after PVsyst. */
export interface PvsystReference {
  readonly alphaScAK: number;
  /** Diode factor and its change [K⁻¹]. */
  readonly gammaRef: number;
  readonly muGammaPerK: number;
  readonly photocurrentRefA: number;
  readonly saturationRefA: number;
  readonly shuntRefOhm: number;
  /** Shunt without light [Ω]. */
  readonly shuntDarkOhm: number;
  readonly seriesOhm: number;
  readonly cellsInSeries: number;
  /** Exponent of the shunt; default 5.5. */
  readonly shuntExponent?: number;
  /** Band gap [eV]; default 1.121. */
  readonly bandGapEv?: number;
}

/**
 * Parameters of the single diode after PVsyst: the shunt falls exponentially with light.
 *
 * @param effectiveIrradianceWm2 - irradiance that reaches the cells [W m⁻²]
 * @param cellC - cell temperature [°C]
 * @see K. Sauer et al., IEEE J. Photovolt. 5(1), 2015, doi:10.1109/JPHOTOV.2014.2364133
 * @example
 * const reference = { alphaScAK: 0.0035, gammaRef: 1.02, muGammaPerK: -0.0003, photocurrentRefA: 9.6,
 *   saturationRefA: 2.2e-11, shuntRefOhm: 350, shuntDarkOhm: 1400, seriesOhm: 0.28, cellsInSeries: 60 };
 * calcparamsPvsyst(1000, 25, reference).shuntOhm; // 350
 */
export function calcparamsPvsyst(
  effectiveIrradianceWm2: number,
  cellC: number,
  reference: PvsystReference,
): SingleDiodeParameters {
  const { bandGapEv = 1.121, shuntExponent = 5.5, shuntDarkOhm } = reference;
  const cellK = cellC + 273.15;
  const heated = cellK - REFERENCE_K;
  const gamma = reference.gammaRef + reference.muGammaPerK * heated;
  const exponent =
    ((ELEMENTARY_CHARGE * bandGapEv) / (BOLTZMANN * gamma)) * (1 / REFERENCE_K - 1 / cellK);
  const suns = effectiveIrradianceWm2 / 1000;
  const faded = Math.exp(-shuntExponent);
  const base = Math.max(0, (reference.shuntRefOhm - shuntDarkOhm * faded) / (1 - faded));
  return {
    photocurrentA: suns * (reference.photocurrentRefA + reference.alphaScAK * heated),
    saturationCurrentA: reference.saturationRefA * (cellK / REFERENCE_K) ** 3 * Math.exp(exponent),
    seriesOhm: reference.seriesOhm,
    shuntOhm: base + (shuntDarkOhm - base) * Math.exp(-shuntExponent * suns),
    nNsVthV: (gamma * BOLTZMANN * reference.cellsInSeries * cellK) / ELEMENTARY_CHARGE,
  };
}
