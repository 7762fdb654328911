import { type NumberOrColumn, outColumn } from "../column.ts";
import { apparentSun, SUN_EQUATION_OF_TIME, SUN_VALUES } from "./apparent-sun.ts";
import { deltaT } from "./delta-t.ts";
import { fillPositions } from "./fill-positions.ts";
import {
  altitudeAndPressure,
  lookAtSun,
  observerOf,
  PLACE_AZIMUTH,
  PLACE_ELEVATION,
} from "./observer.ts";
import type {
  SolarPosition,
  SolarPositionColumnOptions,
  SolarPositionName,
  SolarPositionOptions,
} from "./position-types.ts";
import { refractionDeg, refractionFactor, refractionLimitDeg } from "./refraction.ts";
import { julianEphemerisDayOf } from "./sidereal-time.ts";

const ALL: readonly SolarPositionName[] = [
  "zenithDeg",
  "apparentZenithDeg",
  "elevationDeg",
  "apparentElevationDeg",
  "azimuthDeg",
  "equationOfTimeMin",
];

function positionAt(timeMs: number, options: SolarPositionOptions): SolarPosition {
  const { altitudeM, pressurePa } = altitudeAndPressure(options.altitudeM, options.pressurePa);
  const temperatureC = options.temperatureC ?? 12;
  if (typeof pressurePa !== "number" || typeof temperatureC !== "number") {
    throw new RangeError("a column of pressures or temperatures needs a column of instants");
  }
  const sun = new Float64Array(SUN_VALUES);
  const place = new Float64Array(2);
  const option = options.deltaTSeconds ?? 67;
  apparentSun(julianEphemerisDayOf(timeMs, option === "by-date" ? deltaT(timeMs) : option), sun);
  lookAtSun(timeMs, sun, observerOf(options, altitudeM), place);
  const elevationDeg = place[PLACE_ELEVATION]!;
  const isUp = elevationDeg >= refractionLimitDeg(options.refractionAtHorizonDeg ?? 0.5667);
  const factor = refractionFactor(pressurePa, temperatureC);
  const apparent = isUp ? elevationDeg + refractionDeg(elevationDeg, factor) : elevationDeg;
  return {
    zenithDeg: 90 - elevationDeg,
    apparentZenithDeg: 90 - apparent,
    elevationDeg,
    apparentElevationDeg: apparent,
    azimuthDeg: place[PLACE_AZIMUTH]!,
    equationOfTimeMin: sun[SUN_EQUATION_OF_TIME]! * 4,
  };
}

/**
 * Position of the sun by NREL's solar position algorithm (SPA), uncertainty ±0.0003° in the years −2000 to 6000.
 *
 * Below the horizon all values go on: nothing is clipped. Refraction is left out where the sun's upper edge is below the
 * refracted horizon, so that the apparent zenith is then the zenith.
 *
 * A column is computed from polynomials between nodes of the full theory, twelve hours apart on a fixed grid. That costs
 * less than 2e-10° of arc against the scalar form, and does not depend on how the rows are cut into calls. Rows in order of
 * time are fastest.
 *
 * @param timeMs - instant, or column of instants [epoch ms, UTC]; of an averaging interval take the middle
 * @param options - site, air, and which columns are wanted
 * @returns position; `NaN` where the instant, the latitude or the longitude is `NaN`
 * @throws RangeError when columns differ in length
 * @see I. Reda, A. Andreas, "Solar position algorithm for solar radiation applications", NREL/TP-560-34302, 2008,
 * doi:10.2172/15003974
 * @example
 * solarPosition(Date.UTC(2003, 9, 17, 19, 30, 30), {
 *   latitudeDeg: 39.742476,
 *   longitudeDeg: -105.1786,
 *   altitudeM: 1830.14,
 *   pressurePa: 82000,
 *   temperatureC: 11,
 * }).apparentZenithDeg; // 50.1116…
 */
export function solarPosition(timeMs: number, options: SolarPositionOptions): SolarPosition;
export function solarPosition<Name extends SolarPositionName = SolarPositionName>(
  timeMs: Float64Array,
  options: SolarPositionColumnOptions<Name>,
): Record<Name, Float64Array>;
export function solarPosition(
  timeMs: NumberOrColumn,
  options: SolarPositionColumnOptions<SolarPositionName>,
): SolarPosition | Partial<Record<SolarPositionName, Float64Array>> {
  if (typeof timeMs === "number") return positionAt(timeMs, options);
  const columns: Partial<Record<SolarPositionName, Float64Array>> = {};
  for (const name of options.columns ?? ALL) {
    columns[name] = outColumn(options.out?.[name], timeMs.length);
  }
  fillPositions(timeMs, options, columns);
  return columns;
}
