/**
 * Self-consumption: (production − export) ÷ production.
 *
 * @param productionWh - energy produced
 * @param exportWh - energy fed into the grid, same unit
 * @returns share, 0…1 for consistent meters (more export than production, from a battery, gives a negative one);
 * `NaN` without production, or where an input is `NaN`
 * @see IEC 61724-1:2021 (energy to and from the grid)
 * @example
 * selfConsumption(10, 6); // 0.4
 */
export function selfConsumption(productionWh: number, exportWh: number): number {
  return productionWh > 0 ? (productionWh - exportWh) / productionWh : Number.NaN;
}

/**
 * Autarky (self-sufficiency): (load − import) ÷ load.
 *
 * @param loadWh - energy used on site
 * @param importWh - energy drawn from the grid, same unit
 * @returns share, 0…1 for consistent meters; `NaN` without load, or where an input is `NaN`
 * @see IEC 61724-1:2021 (energy to and from the grid)
 * @example
 * autarky(8, 4); // 0.5
 */
export function autarky(loadWh: number, importWh: number): number {
  return loadWh > 0 ? (loadWh - importWh) / loadWh : Number.NaN;
}

/**
 * Load from the meters around it: production + import − export (− charge + discharge of a battery) [Wh].
 *
 * @returns same unit; `NaN` where an input is `NaN`
 * @example
 * loadFromMeters({ productionWh: 10, importWh: 3, exportWh: 6 }); // 7
 */
export function loadFromMeters(meters: {
  readonly productionWh: number;
  readonly importWh: number;
  readonly exportWh: number;
  /** Energy into and out of a battery; default 0. */
  readonly chargeWh?: number;
  readonly dischargeWh?: number;
}): number {
  const { productionWh, importWh, exportWh, chargeWh = 0, dischargeWh = 0 } = meters;
  return productionWh + importWh - exportWh - chargeWh + dischargeWh;
}
