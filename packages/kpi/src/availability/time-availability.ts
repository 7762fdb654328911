/** Options of {@link timeAvailability}. */
export interface TimeAvailabilityOptions {
  /** The device should run where the reference is above it: 50 W m⁻², or a share of the expected power. */
  readonly threshold: number;
  /** Power above which the device produces [W]; default 0. */
  readonly minimumW?: number;
  /** Rows that do not count, 1 = excluded: force majeure, grid, owner's wish (IEC TS 63019 categories). */
  readonly excluded?: Uint8Array;
  /** What a row without power is: "excluded" (no data is no outage; default) or "down". */
  readonly missing?: "excluded" | "down";
}

/** Time-based availability and what it is made of. */
export interface TimeAvailability {
  /** 1 − down ÷ useful; `NaN` without useful rows. */
  readonly availability: number;
  /** Rows in which the device should have run and is known. */
  readonly usefulRows: number;
  readonly downRows: number;
  /** Rows above the threshold without power data. */
  readonly missingRows: number;
}

/**
 * Time-based availability of a device: share of the rows with enough sun in which it produced.
 *
 * @param powerW - power of the device [W]; `NaN` is missing
 * @param reference - irradiance [W m⁻²] or expected power [W] of the same rows; `NaN` rows do not count
 * @throws RangeError when columns differ in length
 * @see IEC TS 63019:2019 (availability)
 * @example
 * timeAvailability(Float64Array.of(0, 0, 500), Float64Array.of(0, 300, 600), { threshold: 50 }).availability; // 0.5
 */
export function timeAvailability(
  powerW: Float64Array,
  reference: Float64Array,
  options: TimeAvailabilityOptions,
): TimeAvailability {
  const { threshold, minimumW = 0, excluded, missing = "excluded" } = options;
  if (powerW.length !== reference.length)
    throw new RangeError("power and reference differ in rows");
  let [usefulRows, downRows, missingRows] = [0, 0, 0];
  for (let row = 0; row < powerW.length; row++) {
    if (!(reference[row]! > threshold) || excluded?.[row] === 1) continue;
    const isMissing = Number.isNaN(powerW[row]!);
    if (isMissing) missingRows++;
    if (isMissing && missing === "excluded") continue;
    usefulRows++;
    if (!(powerW[row]! > minimumW)) downRows++;
  }
  return { availability: 1 - downRows / usefulRows, usefulRows, downRows, missingRows };
}

/**
 * Time-based availability of a plant: 1 − ΣPᵢ·downᵢ / ΣPᵢ·usefulᵢ, weighted by rating.
 *
 * @param devices - rating, and {@link timeAvailability} of each over the same rows
 * @returns `NaN` without useful rows
 * @see IEC TS 63019:2019 (availability)
 * @example
 * plantTimeAvailability([{ ratingW: 3000, usefulRows: 10, downRows: 0 }, { ratingW: 1000, usefulRows: 10, downRows: 10 }]); // 0.75
 */
export function plantTimeAvailability(
  devices: readonly {
    readonly ratingW: number;
    readonly usefulRows: number;
    readonly downRows: number;
  }[],
): number {
  let [useful, down] = [0, 0];
  for (const { ratingW, usefulRows, downRows } of devices) {
    useful += ratingW * usefulRows;
    down += ratingW * downRows;
  }
  return 1 - down / useful;
}

/**
 * Energy-based availability: produced ÷ (produced + lost to downtime).
 *
 * @returns 0…1; `NaN` when nothing was produced or lost, or either is `NaN`
 * @see IEC TS 63019:2019 (availability)
 * @example
 * energyAvailability(950, 50); // 0.95
 */
export function energyAvailability(producedWh: number, lostWh: number): number {
  return producedWh / (producedWh + lostWh);
}
