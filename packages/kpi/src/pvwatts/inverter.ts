import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

/** Inverter of {@link pvwattsInverter}. */
export interface PvwattsInverterOptions {
  /** DC power at which the inverter gives its AC rating [W]: AC rating ÷ nominal efficiency. */
  readonly dcLimitW: number;
  /** Nominal efficiency, 0…1; default 0.96. */
  readonly nominalEfficiency?: number;
  /** Efficiency of the inverter that the curve was fitted to; default 0.9637. */
  readonly referenceEfficiency?: number;
}

/**
 * AC power by the PVWatts inverter [W].
 *
 * η = ηnom/0.9637·(−0.0162 ζ − 0.0059/ζ + 0.9858) with ζ = Pdc/Pdc0; AC = η·Pdc, at least 0 and at most ηnom·Pdc0.
 * At night (0 or negative DC) it gives 0: the model has no night consumption.
 *
 * @param dcPowerW - DC power into the inverter [W]
 * @returns AC power [W], 0…ηnom·Pdc0; `NaN` where the input is `NaN`
 * @throws RangeError when columns differ in length
 * @see A. P. Dobos, PVWatts 5, NREL/TP-6A20-62641, eq. 8–11, doi:10.2172/1158421
 * @example
 * pvwattsInverter(4000, { dcLimitW: 5208.33 }); // 3847.8…
 */
export function pvwattsInverter(dcPowerW: number, options: PvwattsInverterOptions): number;
export function pvwattsInverter(
  dcPowerW: NumberOrColumn,
  options: PvwattsInverterOptions & Into,
): Float64Array;
export function pvwattsInverter(
  dcPowerW: NumberOrColumn,
  options: PvwattsInverterOptions & Into,
): NumberOrColumn {
  const { dcLimitW, nominalEfficiency = 0.96, referenceEfficiency = 0.9637, out } = options;
  const rows = rowsOf(dcPowerW);
  const dc = cellsOf(dcPowerW);
  const step = strideOf(dcPowerW);
  const acLimitW = nominalEfficiency * dcLimitW;
  const ratio = nominalEfficiency / referenceEfficiency;
  const ac = outColumn(rows < 0 ? undefined : out, Math.abs(rows));
  for (let row = 0; row < ac.length; row++) {
    const power = dc[row * step]!;
    const load = power / dcLimitW;
    const efficiency = ratio * (-0.0162 * load - (power === 0 ? 0 : 0.0059 / load) + 0.9858);
    ac[row] = Math.max(0, Math.min(acLimitW, efficiency * power));
  }
  return rows < 0 ? ac[0]! : ac;
}

/**
 * AC power of a PVWatts inverter with several inputs: {@link pvwattsInverter} of their sum [W].
 *
 * @param dcPowersW - DC power of each input [W], columns of the same length
 * @returns AC power [W]; `NaN` where any input is `NaN`
 * @throws RangeError when columns differ in length, or without any input
 * @see A. P. Dobos, PVWatts 5, NREL/TP-6A20-62641, doi:10.2172/1158421
 * @example
 * pvwattsMulti([Float64Array.of(100), Float64Array.of(300)], { dcLimitW: 5208.33 }); // [361.7]
 */
export function pvwattsMulti(
  dcPowersW: readonly Float64Array[],
  options: PvwattsInverterOptions & Into,
): Float64Array {
  const rows = rowsOf(...dcPowersW);
  if (rows < 0) throw new RangeError("an inverter needs at least one input");
  const sum = new Float64Array(rows);
  for (const power of dcPowersW) {
    for (let row = 0; row < rows; row++) sum[row] = sum[row]! + power[row]!;
  }
  return pvwattsInverter(sum, { out: sum, ...options });
}
