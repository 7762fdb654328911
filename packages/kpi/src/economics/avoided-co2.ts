import { cellsOf, type NumberOrColumn, rowsOf, strideOf } from "../column.ts";

/**
 * CO₂ that the grid did not emit: ΣE·factor [kg].
 *
 * @param energyWh - energy produced, or used and fed in [Wh]; `NaN` is left out
 * @param gridKgPerKWh - emission factor of the grid [kg per kWh], a number or a column (hourly factors); name its
 * source and year with the figure
 * @param plantKgPerKWh - the plant's own life-cycle emission [kg per kWh]; default 0
 * @returns [kg]
 * @throws RangeError when columns differ in length
 * @see GHG Protocol, Guidelines for Grid-Connected Electricity Projects, 2007
 * @example
 * avoidedCo2(Float64Array.of(1000, 3000), 0.38); // 1.52
 */
export function avoidedCo2(
  energyWh: NumberOrColumn,
  gridKgPerKWh: NumberOrColumn,
  plantKgPerKWh: number = 0,
): number {
  const rows = Math.abs(rowsOf(energyWh, gridKgPerKWh));
  const [energy, factor] = [cellsOf(energyWh), cellsOf(gridKgPerKWh)];
  const [energyStep, factorStep] = [strideOf(energyWh), strideOf(gridKgPerKWh)];
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const part = (energy[row * energyStep]! / 1000) * (factor[row * factorStep]! - plantKgPerKWh);
    if (part === part) sum += part;
  }
  return sum;
}
