/** What a reporting period is computed from: columns of the same rows. */
export interface PerformanceRows {
  /** Irradiance in the plane of the array [W m⁻²], never horizontal; negative values count as 0. */
  readonly poaWm2: Float64Array;
  /** Module temperature [°C]. */
  readonly moduleC: Float64Array;
  /** AC power at the plant's output [W]; negative values count as 0. */
  readonly acPowerW: Float64Array;
  /** DC power of the array [W]; without it the split at the inverter is `NaN`. Negative values count as 0. */
  readonly dcPowerW?: Float64Array;
  /** Hours that each row stands for: a number for regular rows, a column else ({@link stepHours}). */
  readonly stepHours: number | Float64Array;
}

/** The plant that the yields are told for. */
export interface PerformancePlant {
  /** DC rating at standard test conditions [W]. */
  readonly dcRatingW: number;
  /** AC rating [W]; without it `capacityFactorAc` is `NaN`. */
  readonly acRatingW?: number;
  /** Temperature coefficient of power [K⁻¹], negative. */
  readonly gammaPerK: number;
  /** Mean module temperature of a year, weighted by irradiance [°C]; without it `performanceRatioAnnual` is `NaN`. */
  readonly annualMeanModuleC?: number;
  /** Bifacial: φ·ρ, bifaciality times rear over front irradiance; default 0. */
  readonly bifacialGain?: number;
}

/** Figures of IEC 61724-1 for a reporting period. */
export interface Performance {
  /** Rows in the period, and rows with irradiance, module temperature and AC power. */
  readonly rows: number;
  readonly rowsUsed: number;
  /** Share of the rows that was used, 0…1; say it with every figure. */
  readonly completeness: number;
  /** In-plane irradiation H [kWh m⁻²]. */
  readonly irradiationKWhm2: number;
  /** Energy at the output, and of the array [kWh]. */
  readonly outputKWh: number;
  readonly arrayKWh: number;
  /** Reference, array and final yield [h] = [kWh/kWp]. */
  readonly referenceYieldH: number;
  readonly arrayYieldH: number;
  readonly finalYieldH: number;
  /** Array capture loss Yr − YA, and balance-of-system loss YA − Yf [h]. */
  readonly captureLossH: number;
  readonly systemLossH: number;
  /** Part of the capture loss that is due to module temperature above 25 °C [h]; negative in the cold. */
  readonly temperatureLossH: number;
  /** Efficiency from array to output, 0…1. */
  readonly systemEfficiency: number;
  /** Yf/Yr. */
  readonly performanceRatio: number;
  /** PR with the irradiation corrected to 25 °C. */
  readonly performanceRatioStc: number;
  /** PR with the irradiation corrected to the annual mean temperature. */
  readonly performanceRatioAnnual: number;
  /** Module temperature weighted by irradiance [°C]. */
  readonly weightedModuleC: number;
  /** Output over rating times the hours used, by DC and by AC rating. */
  readonly capacityFactorDc: number;
  readonly capacityFactorAc: number;
}

class Sums {
  rowsUsed = 0;
  hours = 0;
  /** Σ G τ and Σ G T τ. */
  irradiation = 0;
  heated = 0;
  output = 0;
  array = 0;
  hasArray = false;
}

function sum(rows: PerformanceRows, bifacialGain: number): Sums {
  const { poaWm2, moduleC, acPowerW, dcPowerW, stepHours } = rows;
  const sums = new Sums();
  const lengths = [moduleC, acPowerW, dcPowerW, stepHours].filter(
    (column) => typeof column === "object",
  );
  if (lengths.some((column) => column.length !== poaWm2.length)) {
    throw new RangeError("the columns of a reporting period differ in rows");
  }
  for (let row = 0; row < poaWm2.length; row++) {
    const [poa, module, ac] = [poaWm2[row]!, moduleC[row]!, acPowerW[row]!];
    const hours = typeof stepHours === "number" ? stepHours : stepHours[row]!;
    if (Number.isNaN(poa + module + ac + hours)) continue;
    const received = Math.max(poa, 0) * (1 + bifacialGain) * hours;
    sums.rowsUsed++;
    sums.hours += hours;
    sums.irradiation += received;
    sums.heated += received * module;
    sums.output += Math.max(ac, 0) * hours;
    const dc = dcPowerW === undefined ? Number.NaN : dcPowerW[row]!;
    if (Number.isNaN(dc)) continue;
    sums.hasArray = true;
    sums.array += Math.max(dc, 0) * hours;
  }
  return sums;
}

/**
 * Yields, losses and performance ratios of a reporting period, IEC 61724-1.
 *
 * H = ΣGτ, Yr = H/(1 kW m⁻²), Yf = Eout/P0, PR = Yf/Yr; with C = 1 + γ(T − Tref):
 * PR′ = ΣPτ/Σ(C·P0·G/1000·τ), Tref 25 °C (STC) or the annual mean. Only rows with irradiance, module temperature and
 * AC power count, in numerator and denominator alike, so a gap does not bend a ratio; `completeness` says how many.
 * Negative values (offsets at night) count as 0. Without sun the ratios are `NaN`.
 *
 * The reference's own formula of the annual ratio takes the mean of the rows at hand, with which the correction
 * vanishes: give that of a whole year ({@link irradianceWeightedMean} over it).
 *
 * @param rows - columns of the period; cut a year into months with `subarray`, nothing is copied
 * @throws RangeError when columns differ in length
 * @see IEC 61724-1:2021, calculated parameters and performance metrics (yields, losses, PR, PR′)
 * @example
 * const poaWm2 = Float64Array.of(500, 1000);
 * const moduleC = Float64Array.of(25, 45);
 * const acPowerW = Float64Array.of(2000, 3800);
 * iec61724({ poaWm2, moduleC, acPowerW, stepHours: 1 }, { dcRatingW: 5000, gammaPerK: -0.004 }).performanceRatio; // 0.773…
 */
export function iec61724(rows: PerformanceRows, plant: PerformancePlant): Performance {
  const { dcRatingW, acRatingW = Number.NaN, gammaPerK, bifacialGain = 0 } = plant;
  const { annualMeanModuleC = Number.NaN } = plant;
  const sums = sum(rows, bifacialGain);
  // Σ G τ (1 + γ(T − Tref)) = H(1 − γ Tref) + γ Σ G T τ: no second pass per reference temperature
  const corrected = (referenceC: number): number =>
    sums.irradiation * (1 - gammaPerK * referenceC) + gammaPerK * sums.heated;
  const ratio = (irradiation: number): number =>
    irradiation > 0 ? (sums.output * 1000) / (dcRatingW * irradiation) : Number.NaN;
  const array = sums.hasArray ? sums.array : Number.NaN;
  const [referenceYieldH, arrayYieldH] = [sums.irradiation / 1000, array / dcRatingW];
  const finalYieldH = sums.output / dcRatingW;
  return {
    rows: rows.poaWm2.length,
    rowsUsed: sums.rowsUsed,
    completeness: sums.rowsUsed / rows.poaWm2.length,
    irradiationKWhm2: referenceYieldH,
    outputKWh: sums.output / 1000,
    arrayKWh: array / 1000,
    referenceYieldH,
    arrayYieldH,
    finalYieldH,
    captureLossH: referenceYieldH - arrayYieldH,
    systemLossH: arrayYieldH - finalYieldH,
    temperatureLossH: (sums.irradiation - corrected(25)) / 1000,
    systemEfficiency: sums.output / array,
    performanceRatio: ratio(sums.irradiation),
    performanceRatioStc: ratio(corrected(25)),
    performanceRatioAnnual: ratio(corrected(annualMeanModuleC)),
    weightedModuleC: sums.heated / sums.irradiation,
    capacityFactorDc: sums.output / (dcRatingW * sums.hours),
    capacityFactorAc: sums.output / (acRatingW * sums.hours),
  };
}
