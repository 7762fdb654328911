import { RADIANS } from "../angle.ts";
import { DAY_MS } from "../calendar.ts";
import { cellsOf, rowsOf, strideOf } from "../column.ts";
import { atan2Deg, DEG_PER_NODE, NODES_PER_DEG, trigTable, TURN_NODES } from "../trig-table.ts";
import { deltaT } from "./delta-t.ts";
import { altitudeAndPressure, observerOf } from "./observer.ts";
import type { SolarPosition, SolarPositionOptions } from "./position-types.ts";
import { refractionFactor, refractionLimitDeg } from "./refraction.ts";
import { SunTrack } from "./sun-track.ts";

/** Julian days of 1970 and of J2000. Times go through a Julian day, so that the rounding is the reference's. */
const JULIAN_DAY_1970 = 2440587.5;
const J2000 = 2451545;

/**
 * Fills the columns that are given, row by row.
 *
 * One long function on purpose: cut into parts that hand over small arrays it takes more than twice the time. What it
 * does is `lookAtSun` and `refraction.ts`, with the sun from `SunTrack` and sines from a table.
 */
export function fillPositions(
  times: Float64Array,
  options: SolarPositionOptions,
  columns: Partial<Record<keyof SolarPosition, Float64Array>>,
): void {
  const { zenithDeg, apparentZenithDeg, elevationDeg } = columns;
  const { apparentElevationDeg, azimuthDeg, equationOfTimeMin } = columns;
  const site = altitudeAndPressure(options.altitudeM, options.pressurePa);
  const observer = observerOf(options, site.altitudeM);
  const { longitudeDeg, sinLatitude, cosLatitude, fromAxis, aboveEquator } = observer;
  const temperatureC = options.temperatureC ?? 12;
  rowsOf(times, site.pressurePa, temperatureC);
  const pressures = cellsOf(site.pressurePa);
  const temperatures = cellsOf(temperatureC);
  const pressureStride = strideOf(site.pressurePa);
  const temperatureStride = strideOf(temperatureC);
  const limitDeg = refractionLimitDeg(options.refractionAtHorizonDeg ?? 0.5667);
  const deltaTSeconds = options.deltaTSeconds ?? 67;
  const { turn, ratio } = trigTable();
  const track = new SunTrack();
  const c = track.hour;
  let loadedHour = Number.NaN;
  for (let row = 0; row < times.length; row++) {
    const time = times[row]!;
    const shift = deltaTSeconds === "by-date" ? deltaT(time) : deltaTSeconds;
    const julianDay = time / DAY_MS + JULIAN_DAY_1970;
    const hours = (julianDay + shift / 86400 - JULIAN_DAY_1970) * 24;
    const hour = Math.floor(hours);
    if (hour !== loadedHour) {
      track.loadHour(hour);
      loadedHour = hour;
    }
    const u = hours - hour;
    const sunX = c[0]! + u * (c[6]! + u * (c[12]! + u * c[18]!));
    const sunY = c[1]! + u * (c[7]! + u * (c[13]! + u * c[19]!));
    const sunZ = c[2]! + u * (c[8]! + u * (c[14]! + u * c[20]!));
    const parallax = c[3]! + u * (c[9]! + u * (c[15]! + u * c[21]!));
    const equinoxes = c[4]! + u * (c[10]! + u * (c[16]! + u * c[22]!));

    const days = julianDay - J2000;
    const centuries = days * (1 / 36525);
    const sidereal =
      280.46061837 +
      360.98564736629 * days +
      0.000387933 * centuries * centuries -
      centuries * centuries * centuries * (1 / 38710000);
    const angle = sidereal - 360 * Math.floor(sidereal / 360) + equinoxes + longitudeDeg;
    const node = Math.floor(angle * NODES_PER_DEG + 0.5);
    const slot = ((node - TURN_NODES * Math.floor(node / TURN_NODES)) | 0) * 2;
    const rest = (angle - node * DEG_PER_NODE) * RADIANS;
    const square = rest * rest;
    const sinRest = rest * (1 - square * (1 / 6 - square * (1 / 120)));
    const cosRest = 1 - square * (0.5 - square * (1 / 24));
    const sinNode = turn[slot]!;
    const cosNode = turn[slot + 1]!;
    const sinAngle = sinNode * cosRest + cosNode * sinRest;
    const cosAngle = cosNode * cosRest - sinNode * sinRest;

    const x = cosAngle * sunX + sinAngle * sunY - fromAxis * parallax;
    const west = sinAngle * sunX - cosAngle * sunY;
    const z = sunZ - aboveEquator * parallax;
    const south = x * sinLatitude - z * cosLatitude;
    const up = x * cosLatitude + z * sinLatitude;
    const elevation = atan2Deg(up, Math.sqrt(west * west + south * south), ratio);
    if (zenithDeg) zenithDeg[row] = 90 - elevation;
    if (elevationDeg) elevationDeg[row] = elevation;
    if (azimuthDeg) {
      const azimuth = atan2Deg(west, south, ratio) + 180;
      azimuthDeg[row] = azimuth < 360 ? azimuth : azimuth - 360;
    }
    if (equationOfTimeMin) {
      equationOfTimeMin[row] = 4 * (c[5]! + u * (c[11]! + u * (c[17]! + u * c[23]!)));
    }
    if (!apparentZenithDeg && !apparentElevationDeg) continue;
    let apparent = elevation;
    if (elevation >= limitDeg) {
      const lifted = elevation + 10.3 / (elevation + 5.11);
      const liftedNode = Math.floor(lifted * NODES_PER_DEG + 0.5);
      const liftedSlot = (liftedNode & (TURN_NODES - 1)) * 2;
      const liftedRest = (lifted - liftedNode * DEG_PER_NODE) * RADIANS;
      const liftedSquare = liftedRest * liftedRest;
      const sinLifted = liftedRest * (1 - liftedSquare * (1 / 6 - liftedSquare * (1 / 120)));
      const cosLifted = 1 - liftedSquare * (0.5 - liftedSquare * (1 / 24));
      const sinAt = turn[liftedSlot]!;
      const cosAt = turn[liftedSlot + 1]!;
      const factor = refractionFactor(
        pressures[row * pressureStride]!,
        temperatures[row * temperatureStride]!,
      );
      apparent +=
        (factor * (cosAt * cosLifted - sinAt * sinLifted)) /
        (sinAt * cosLifted + cosAt * sinLifted);
    }
    if (apparentZenithDeg) apparentZenithDeg[row] = 90 - apparent;
    if (apparentElevationDeg) apparentElevationDeg[row] = apparent;
  }
}
