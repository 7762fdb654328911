/**
 * Mean of a temperature weighted by irradiance: ΣG·T/ΣG [°C]; the reference of annual and weather-corrected PR.
 *
 * @param temperatureC - module or cell temperature [°C]
 * @param poaWm2 - irradiance in the plane of the array [W m⁻²]; negative values count as 0
 * @returns [°C]; rows where either is `NaN` are left out; `NaN` without sun
 * @throws RangeError when the columns differ in length
 * @see IEC 61724-1:2021, annual-temperature-equivalent PR; NREL/TP-5200-57991, eq. 7
 * @example
 * irradianceWeightedMean(Float64Array.of(20, 50), Float64Array.of(250, 750)); // 42.5
 */
export function irradianceWeightedMean(temperatureC: Float64Array, poaWm2: Float64Array): number {
  if (temperatureC.length !== poaWm2.length) throw new RangeError("the columns differ in rows");
  let [weighted, weight] = [0, 0];
  for (let row = 0; row < poaWm2.length; row++) {
    const [poa, temperature] = [Math.max(poaWm2[row]!, 0), temperatureC[row]!];
    if (Number.isNaN(poa + temperature)) continue;
    weighted += poa * temperature;
    weight += poa;
  }
  return weighted / weight;
}
