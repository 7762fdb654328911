import { EXP_NODES, expMinus, expTable, isOutsideExpTable } from "../exp-table.ts";
import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

/** A mounting of the Sandia model. */
export interface SapmMounting {
  /** Exponent without wind [1]. */
  readonly a: number;
  /** Exponent per wind speed [s m⁻¹]. */
  readonly b: number;
  /** Cell above back of module at 1000 W m⁻² [K]. */
  readonly deltaTK: number;
}

/** Mountings of King et al., SAND2004-3535, table 1. */
export const SAPM_MOUNTINGS: Readonly<
  Record<
    | "openRackGlassGlass"
    | "closeMountGlassGlass"
    | "openRackGlassPolymer"
    | "insulatedBackGlassPolymer",
    SapmMounting
  >
> = {
  openRackGlassGlass: { a: -3.47, b: -0.0594, deltaTK: 3 },
  closeMountGlassGlass: { a: -2.98, b: -0.0471, deltaTK: 1 },
  openRackGlassPolymer: { a: -3.56, b: -0.075, deltaTK: 3 },
  insulatedBackGlassPolymer: { a: -2.81, b: -0.0455, deltaTK: 0 },
};

type Inputs = readonly [poa: NumberOrColumn, air: NumberOrColumn, wind: NumberOrColumn];

// The one loop behind module and cell: deltaTK 0 is the module. From `first` to the first row whose wind the table does
// not reach (a gale, or a negative speed), which is returned.
function fillFrom(
  first: number,
  target: Float64Array,
  inputs: Inputs,
  { a, b, deltaTK }: SapmMounting,
): number {
  const [poa, air, wind] = [cellsOf(inputs[0]), cellsOf(inputs[1]), cellsOf(inputs[2])];
  const [poaStep, airStep, windStep] = [
    strideOf(inputs[0]),
    strideOf(inputs[1]),
    strideOf(inputs[2]),
  ];
  const table = expTable();
  const calm = Math.exp(a);
  const nodesPerMps = -b * EXP_NODES;
  const perWm2 = deltaTK / 1000;
  for (let row = first; row < target.length; row++) {
    const nodes = nodesPerMps * wind[row * windStep]!;
    if (isOutsideExpTable(nodes)) return row;
    const poaNow = poa[row * poaStep]!;
    const module = poaNow * (calm * expMinus(nodes, table)) + air[row * airStep]!;
    target[row] = module + poaNow * perWm2;
  }
  return target.length;
}

/** A row whose wind the table does not reach. */
function at(row: number, inputs: Inputs, { a, b, deltaTK }: SapmMounting): number {
  const [poa, air, wind] = inputs.map((input) => cellsOf(input)[row * strideOf(input)]!);
  return poa! * Math.exp(a + b * wind!) + air! + (poa! * deltaTK) / 1000;
}

function fill(target: Float64Array, inputs: Inputs, mounting: SapmMounting): Float64Array {
  for (let row = 0; row < target.length; row++) {
    row = fillFrom(row, target, inputs, mounting);
    if (row < target.length) target[row] = at(row, inputs, mounting);
  }
  return target;
}

function run(
  inputs: Inputs,
  mounting: SapmMounting,
  out: Float64Array | undefined,
): NumberOrColumn {
  const rows = rowsOf(...inputs);
  if (rows < 0) return fill(new Float64Array(1), inputs, mounting)[0]!;
  return fill(outColumn(out, rows), inputs, mounting);
}

/**
 * Temperature of the back of the module, Sandia: G·exp(a + b·wind) + Tair [°C].
 *
 * Nothing is clipped; at 0 W m⁻² the module has the temperature of the air.
 *
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @param airC - ambient dry-bulb temperature [°C]
 * @param windMps - wind speed at 10 m [m s⁻¹]
 * @param mounting - one of {@link SAPM_MOUNTINGS}, or fitted
 * @returns module temperature [°C]; `NaN` where any input is `NaN`
 * @throws RangeError when columns differ in length
 * @see D. King et al., SAND2004-3535, eq. 11, doi:10.2172/919131
 * @example
 * sapmModule(1000, 20, 1, SAPM_MOUNTINGS.openRackGlassPolymer); // 46.38…
 */
export function sapmModule(
  poaGlobalWm2: number,
  airC: number,
  windMps: number,
  mounting: SapmMounting,
): number;
export function sapmModule(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  mounting: SapmMounting,
  options?: Into,
): Float64Array;
export function sapmModule(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  mounting: SapmMounting,
  { out }: Into = {},
): NumberOrColumn {
  return run([poaGlobalWm2, airC, windMps], { ...mounting, deltaTK: 0 }, out);
}

/**
 * Cell temperature, Sandia: {@link sapmModule} + G/1000·ΔT [°C].
 *
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @param airC - ambient dry-bulb temperature [°C]
 * @param windMps - wind speed at 10 m [m s⁻¹]
 * @param mounting - one of {@link SAPM_MOUNTINGS}, or fitted
 * @returns cell temperature [°C]; `NaN` where any input is `NaN`
 * @throws RangeError when columns differ in length
 * @see D. King et al., SAND2004-3535, eq. 12, doi:10.2172/919131
 * @example
 * sapmCell(1000, 20, 1, SAPM_MOUNTINGS.openRackGlassPolymer); // 49.38…
 */
export function sapmCell(
  poaGlobalWm2: number,
  airC: number,
  windMps: number,
  mounting: SapmMounting,
): number;
export function sapmCell(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  mounting: SapmMounting,
  options?: Into,
): Float64Array;
export function sapmCell(
  poaGlobalWm2: NumberOrColumn,
  airC: NumberOrColumn,
  windMps: NumberOrColumn,
  mounting: SapmMounting,
  { out }: Into = {},
): NumberOrColumn {
  return run([poaGlobalWm2, airC, windMps], mounting, out);
}
