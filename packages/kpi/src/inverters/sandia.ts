import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

/** An inverter of the Sandia model: a row of the CEC or Sandia library. */
export interface SandiaInverter {
  /** AC rating [W]. */
  readonly acRatingW: number;
  /** DC power that gives the AC rating at `nominalV` [W]. */
  readonly dcRatingW: number;
  /** DC voltage of the ratings [V]. */
  readonly nominalV: number;
  /** DC power that starts the inverter [W]. */
  readonly startW: number;
  /** Curvature of AC over DC [W⁻¹]. */
  readonly c0: number;
  /** Change of `dcRatingW` with voltage [V⁻¹]. */
  readonly c1: number;
  /** Change of `startW` with voltage [V⁻¹]. */
  readonly c2: number;
  /** Change of `c0` with voltage [V⁻¹]. */
  readonly c3: number;
  /** AC power drawn at night [W]; the sign does not matter. */
  readonly nightW: number;
}

/**
 * AC power by Sandia's inverter model [W].
 *
 * (Pac0/(A−B) − C·(A−B))·(Pdc−B) + C·(Pdc−B)² with A, B, C linear in the voltage; at most the AC rating. Below the
 * starting power, so at night, the inverter draws `nightW`: the result is negative.
 *
 * @param dcVoltageV - voltage at the input [V]
 * @param dcPowerW - DC power [W]
 * @returns AC power [W]; `NaN` where an input is `NaN`, except that a DC power below the start decides alone
 * @throws RangeError when columns differ in length
 * @see D. King et al., SAND2007-5036, eq. 1–4, doi:10.2172/920449
 * @example
 * sandiaInverter(310, 5000, { acRatingW: 7000, dcRatingW: 7345.1, nominalV: 310, startW: 51.8, c0: -4.4e-6, c1: 3.2e-5,
 *   c2: 1.114e-3, c3: -5.1e-5, nightW: 2.1 }); // 4800.2…
 */
export function sandiaInverter(
  dcVoltageV: number,
  dcPowerW: number,
  inverter: SandiaInverter,
): number;
export function sandiaInverter(
  dcVoltageV: NumberOrColumn,
  dcPowerW: NumberOrColumn,
  inverter: SandiaInverter,
  options?: Into,
): Float64Array;
export function sandiaInverter(
  dcVoltageV: NumberOrColumn,
  dcPowerW: NumberOrColumn,
  inverter: SandiaInverter,
  { out }: Into = {},
): NumberOrColumn {
  const { acRatingW, dcRatingW, nominalV, startW, c0, c1, c2, c3, nightW } = inverter;
  const rows = rowsOf(dcVoltageV, dcPowerW);
  const [voltage, dc] = [cellsOf(dcVoltageV), cellsOf(dcPowerW)];
  const [voltageStep, dcStep] = [strideOf(dcVoltageV), strideOf(dcPowerW)];
  const ac = outColumn(rows < 0 ? undefined : out, Math.abs(rows));
  const asleep = -Math.abs(nightW);
  for (let row = 0; row < ac.length; row++) {
    const power = dc[row * dcStep]!;
    const above = voltage[row * voltageStep]! - nominalV;
    const start = startW * (1 + c2 * above);
    const span = dcRatingW * (1 + c1 * above) - start;
    const curve = c0 * (1 + c3 * above);
    const used = power - start;
    const given = (acRatingW / span - curve * span) * used + curve * used * used;
    ac[row] = power < startW ? asleep : Math.min(acRatingW, given);
  }
  return rows < 0 ? ac[0]! : ac;
}
