/**
 * Performance ratio of a portfolio: ΣE / Σ(P0·Yr). Never the mean of the plants' ratios, which a small plant bends.
 *
 * @param plants - output [kWh], DC rating [kW] and reference yield [h] of each, over the same valid rows
 * @returns ratio; plants with anything `NaN` are left out; `NaN` when none is left
 * @see IEC 61724-1:2021 (PR), applied to sums
 * @example
 * portfolioPerformanceRatio([
 *   { outputKWh: 80, dcRatingKW: 10, referenceYieldH: 10 },
 *   { outputKWh: 1800, dcRatingKW: 200, referenceYieldH: 10 },
 * ]); // 0.895…
 */
export function portfolioPerformanceRatio(
  plants: readonly {
    readonly outputKWh: number;
    readonly dcRatingKW: number;
    readonly referenceYieldH: number;
  }[],
): number {
  let [given, reference] = [0, 0];
  for (const { outputKWh, dcRatingKW, referenceYieldH } of plants) {
    if (Number.isNaN(outputKWh + dcRatingKW * referenceYieldH)) continue;
    given += outputKWh;
    reference += dcRatingKW * referenceYieldH;
  }
  return reference > 0 ? given / reference : Number.NaN;
}

/**
 * Energy performance index: Σ measured / Σ expected over the rows where both are known.
 *
 * Of power it is the power performance index (PPI) when the columns hold one row each.
 *
 * @param measured - energy or power, any unit
 * @param expected - the same unit, by a model that is stated with the figure
 * @returns ratio; `NaN` when nothing is expected
 * @throws RangeError when the columns differ in length
 * @see IEC TS 61724-3:2016, energy performance index; IEC TS 61724-2:2016, power performance index
 * @example
 * performanceIndex(Float64Array.of(9, Number.NaN), Float64Array.of(10, 10)); // 0.9
 */
export function performanceIndex(measured: Float64Array, expected: Float64Array): number {
  if (measured.length !== expected.length) throw new RangeError("the columns differ in rows");
  let [given, model] = [0, 0];
  for (let row = 0; row < measured.length; row++) {
    if (Number.isNaN(measured[row]! + expected[row]!)) continue;
    given += measured[row]!;
    model += expected[row]!;
  }
  return model > 0 ? given / model : Number.NaN;
}

/**
 * Specific yield: energy over DC rating [kWh/kWp].
 *
 * @example
 * specificYield(4200, 1000); // 4.2
 */
export function specificYield(energyWh: number, dcRatingW: number): number {
  return energyWh / dcRatingW;
}

/**
 * Capacity factor: energy over rating times hours. Say whether the rating is DC or AC.
 *
 * @example
 * capacityFactor(4200, 1000, 24); // 0.175
 */
export function capacityFactor(energyWh: number, ratingW: number, hours: number): number {
  return energyWh / (ratingW * hours);
}
