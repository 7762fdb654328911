import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

/**
 * Cell temperature from a sensor on the back of the module, Sandia: Tmodule + G/1000·ΔT [°C].
 *
 * @param moduleC - temperature of the module's back [°C]
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @param deltaTK - cell above back at 1000 W m⁻² [K]: 3 for open racks, 0 for insulated backs
 * @returns cell temperature [°C]; `NaN` where any input is `NaN`; at night the module's
 * @throws RangeError when columns differ in length
 * @see D. King et al., SAND2004-3535, eq. 12, doi:10.2172/919131; IEC 61724-1:2021, module temperature
 * @example
 * sapmCellFromModule(45, 800, 3); // 47.4
 */
export function sapmCellFromModule(moduleC: number, poaGlobalWm2: number, deltaTK: number): number;
export function sapmCellFromModule(
  moduleC: NumberOrColumn,
  poaGlobalWm2: NumberOrColumn,
  deltaTK: number,
  options?: Into,
): Float64Array;
export function sapmCellFromModule(
  moduleC: NumberOrColumn,
  poaGlobalWm2: NumberOrColumn,
  deltaTK: number,
  { out }: Into = {},
): NumberOrColumn {
  const rows = rowsOf(moduleC, poaGlobalWm2);
  const [module, poa] = [cellsOf(moduleC), cellsOf(poaGlobalWm2)];
  const perWm2 = deltaTK / 1000;
  if (rows < 0) return module[0]! + poa[0]! * perWm2;
  const [moduleStep, poaStep] = [strideOf(moduleC), strideOf(poaGlobalWm2)];
  const cell = outColumn(out, rows);
  for (let row = 0; row < rows; row++) {
    cell[row] = module[row * moduleStep]! + poa[row * poaStep]! * perWm2;
  }
  return cell;
}
