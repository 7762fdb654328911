/** Weather of regular steps, columns of the same rows. */
export interface WeatherRows {
  /** Epoch ms, ascending. */
  readonly timesMs: Float64Array;
  readonly ghiWm2: Float64Array;
  readonly dniWm2: Float64Array;
  readonly dhiWm2: Float64Array;
  /** Air temperature [°C]. */
  readonly airC: Float64Array;
  /** Wind speed at module height [m s⁻¹]. */
  readonly windMps: Float64Array;
}
