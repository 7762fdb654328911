/** Irradiance under a clear sky [W/m²]. */
export interface ClearSky<Value = number> {
  /** Global, on the horizontal plane. */
  readonly ghiWm2: Value;
  /** Direct, on a plane facing the sun. */
  readonly dniWm2: Value;
  /** Diffuse, on the horizontal plane. */
  readonly dhiWm2: Value;
}

/** Columns that a clear-sky model may write to. */
export interface ClearSkyInto {
  readonly out?: Partial<ClearSky<Float64Array>>;
}

export const CLEAR_SKY_NAMES = ["ghiWm2", "dniWm2", "dhiWm2"] as const;
