import type { NumberOrColumn } from "../column.ts";
import type { Site } from "./site.ts";

/** Position of the sun; all angles in degrees, NaN where the instant or the site is NaN. */
export interface SolarPosition<Value = number> {
  /** Angle from the vertical, 0 to 180, without refraction. */
  readonly zenithDeg: Value;
  /** Angle from the vertical as seen through the air. */
  readonly apparentZenithDeg: Value;
  /** 90 − zenith. */
  readonly elevationDeg: Value;
  /** 90 − apparent zenith. */
  readonly apparentElevationDeg: Value;
  /** Clockwise from north, [0, 360). */
  readonly azimuthDeg: Value;
  /** Apparent minus mean solar time [min], within ±20. */
  readonly equationOfTimeMin: Value;
}

/** Site and air of {@link solarPosition}. */
export interface SolarPositionOptions extends Site {
  /** Air pressure [Pa]. Default: that of the altitude in the standard atmosphere; at sea level 101 325. */
  readonly pressurePa?: NumberOrColumn;
  /** Air temperature [°C], for refraction only. Default 12. */
  readonly temperatureC?: NumberOrColumn;
  /** Terrestrial minus universal time [s], or `"by-date"` for `deltaT` of each instant. Default 67. */
  readonly deltaTSeconds?: number | "by-date";
  /** Refraction at the horizon [deg]: decides down to where it is applied. Default 0.5667. */
  readonly refractionAtHorizonDeg?: number;
}

/** Names of the columns that {@link solarPosition} can give. */
export type SolarPositionName = keyof SolarPosition;

/** Options of the column form of {@link solarPosition}. */
export interface SolarPositionColumnOptions<
  Name extends SolarPositionName,
> extends SolarPositionOptions {
  /** Columns wanted; what is not wanted is not computed. Default: all six. */
  readonly columns?: readonly Name[];
  /** Columns to write to. */
  readonly out?: Partial<Record<Name, Float64Array>>;
}
