import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

/** An inverter of Driesse's model: a row of the ADR library. */
export interface AdrInverter {
  /** DC power of the AC rating [W]. */
  readonly nominalW: number;
  /** DC voltage of best efficiency [V]. */
  readonly nominalV: number;
  /** AC rating [W]. */
  readonly acRatingW: number;
  /** AC power drawn at night [W]; the sign does not matter. */
  readonly nightW: number;
  /** b00, b10, b20, b01, b11, b21, b02, b12, b22. */
  readonly coefficients: readonly number[];
  /** Limits of the input voltage [V]: the highest and lowest of each decide; `NaN`: not known. */
  readonly maxV: number;
  readonly minV: number;
  readonly maxDcV: number;
  readonly mpptHighV: number;
  readonly mpptLowV: number;
}

/** Options of {@link adrInverter}. */
export interface AdrOptions {
  /** How far beyond the voltage limits the model is stretched, as a share of them, 0…1; default 0.1. */
  readonly voltageTolerance?: number;
}

/** The largest of the known limits. */
function largest(...limits: readonly number[]): number {
  return Math.max(...limits.filter((limit) => !Number.isNaN(limit)));
}

/**
 * AC power by Driesse's inverter model: Pdc − loss(Pdc, Vdc) [W].
 *
 * The loss is a polynomial of the load in three parts: constant, ∝ (v − 1), ∝ (1/v − 1). At least −`nightW`, at most
 * the AC rating; at 0 V, so at night, −`nightW`.
 *
 * @param dcVoltageV - voltage at the input [V], not negative
 * @param dcPowerW - DC power [W], not negative
 * @returns AC power [W]; `NaN` where an input is `NaN` or the voltage is outside the inverter's window
 * @throws RangeError when columns differ in length
 * @see A. Driesse et al., 33rd IEEE PVSC, 2008, doi:10.1109/PVSC.2008.4922827
 * @example
 * const sainty = { // SSI-5K5U of the CEC library
 *   nominalW: 5220, nominalV: 384, acRatingW: 5240, nightW: 0.2,
 *   coefficients: [0.00629, 0.01422, 0.0249, -0.00032, -0.01075, -0.02161, 0, 0, 0],
 *   maxV: 404, minV: 152, maxDcV: 500, mpptHighV: 450, mpptLowV: 150,
 * };
 * adrInverter(384, 524, sainty); // 482.4…
 */
export function adrInverter(
  dcVoltageV: number,
  dcPowerW: number,
  inverter: AdrInverter,
  options?: AdrOptions,
): number;
export function adrInverter(
  dcVoltageV: NumberOrColumn,
  dcPowerW: NumberOrColumn,
  inverter: AdrInverter,
  options?: AdrOptions & Into,
): Float64Array;
export function adrInverter(
  dcVoltageV: NumberOrColumn,
  dcPowerW: NumberOrColumn,
  inverter: AdrInverter,
  { voltageTolerance = 0.1, out }: AdrOptions & Into = {},
): NumberOrColumn {
  const { nominalW, nominalV, acRatingW, nightW, coefficients } = inverter;
  const [b00 = 0, b10 = 0, b20 = 0, b01 = 0, b11 = 0, b21 = 0, b02 = 0, b12 = 0, b22 = 0] =
    coefficients;
  const highest = largest(inverter.maxV, inverter.maxDcV, inverter.mpptHighV);
  const upperV = highest * (1 + voltageTolerance);
  const lowerV = largest(inverter.minV, inverter.mpptLowV) * (1 - voltageTolerance);
  const rows = rowsOf(dcVoltageV, dcPowerW);
  const [voltage, dc] = [cellsOf(dcVoltageV), cellsOf(dcPowerW)];
  const [voltageStep, dcStep] = [strideOf(dcVoltageV), strideOf(dcPowerW)];
  const ac = outColumn(rows < 0 ? undefined : out, Math.abs(rows));
  const asleep = -Math.abs(nightW);
  for (let row = 0; row < ac.length; row++) {
    const input = voltage[row * voltageStep]!;
    const load = dc[row * dcStep]! / nominalW;
    const v = input / nominalV;
    const loss =
      b00 +
      (b10 + b20 * load) * load +
      (b01 + (b11 + b21 * load) * load) * (v - 1) +
      (b02 + (b12 + b22 * load) * load) * (1 / v - 1);
    const outside = input > upperV || input < lowerV;
    const given = Math.min(Math.max(nominalW * (load - loss), asleep), acRatingW);
    ac[row] = input === 0 ? asleep : outside ? Number.NaN : given;
  }
  return rows < 0 ? ac[0]! : ac;
}
