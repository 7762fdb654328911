import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

/** Module and mounting of {@link noctSam}. */
export interface NoctSamOptions {
  /** Nominal operating cell temperature [°C]. */
  readonly noctC: number;
  /** Efficiency of the module at reference conditions, 0…1. */
  readonly moduleEfficiency: number;
  /** Irradiance after reflection and spectrum [W m⁻²]; default the irradiance itself. 0/0 at night gives `NaN`. */
  readonly effectiveIrradianceWm2?: NumberOrColumn;
  /** Transmittance times absorptance, 0…1; default 0.9. */
  readonly transmittanceAbsorptance?: number;
  /** Storeys above ground: 1 (default) or 2. */
  readonly arrayHeightStoreys?: 1 | 2;
  /** Gap between module and roof [inch]; default 4 (ground mount). */
  readonly mountStandoffIn?: number;
}

/** What a narrow gap behind the module adds to NOCT [K]; steps of SAM, borders as in pvlib. */
function standoffAdjustmentK(gapIn: number): number {
  if (gapIn <= 0 || gapIn > 3.5) return 0;
  if (gapIn < 0.5) return 18;
  if (gapIn < 1.5) return 11;
  return gapIn < 2.5 ? 6 : 2;
}

/**
 * Cell temperature by NOCT as in the System Advisor Model [°C].
 *
 * Tair + G/800·(NOCT + adj − 20)·(1 − η/(τα·Geff/G))·9.5/(5.7 + 3.8·f·wind), f 0.51 (one storey) or 0.61 (two).
 * Nothing is clipped.
 *
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @param airC - ambient dry-bulb temperature [°C]
 * @param windMps - wind speed at 10 m [m s⁻¹]
 * @returns cell temperature [°C]; `NaN` where any input is `NaN`, and at 0 W m⁻² when an effective irradiance is given
 * @throws RangeError when columns differ in length
 * @see P. Gilman et al., NREL/TP-6A20-67399, 2018, section 10.6
 * @example
 * noctSam(800, 20, 1, { noctC: 45, moduleEfficiency: 0.2 }); // 44.1…
 */
export function noctSam(
  poaGlobalWm2: number,
  airC: number,
  windMps: number,
  options: NoctSamOptions & { readonly effectiveIrradianceWm2?: number },
): number;
export function noctSam(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  options: NoctSamOptions & Into,
): Float64Array;
export function noctSam(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  options: NoctSamOptions & Into,
): NumberOrColumn {
  const { noctC, moduleEfficiency, effectiveIrradianceWm2: effective } = options;
  const { transmittanceAbsorptance = 0.9, arrayHeightStoreys = 1, mountStandoffIn = 4 } = options;
  const windFactor = arrayHeightStoreys === 1 ? 0.51 : 0.61;
  const rise = noctC + standoffAdjustmentK(mountStandoffIn) - 20;
  const rows = rowsOf(poaGlobalWm2, airC, windMps, effective);
  const [poa, air, wind] = [cellsOf(poaGlobalWm2), cellsOf(airC), cellsOf(windMps)];
  const [poaStep, airStep, windStep] = [strideOf(poaGlobalWm2), strideOf(airC), strideOf(windMps)];
  const reached = effective === undefined ? undefined : cellsOf(effective);
  const reachedStep = strideOf(effective ?? 0);
  const cell = outColumn(rows < 0 ? undefined : options.out, Math.abs(rows));
  for (let row = 0; row < cell.length; row++) {
    const poaNow = poa[row * poaStep]!;
    const share = reached === undefined ? 1 : reached[row * reachedStep]! / poaNow;
    const heated = 1 - moduleEfficiency / (transmittanceAbsorptance * share);
    const cooling = 9.5 / (5.7 + 3.8 * (windFactor * wind[row * windStep]!));
    cell[row] = air[row * airStep]! + (poaNow / 800) * rise * heated * cooling;
  }
  return rows < 0 ? cell[0]! : cell;
}
