export {
  type AnalyticalAzimuthInput,
  type AnalyticalZenithInput,
  solarAzimuthAnalytical,
  solarZenithAnalytical,
} from "./analytical.ts";
export { declinationCooper69, declinationSpencer71 } from "./declination.ts";
export { deltaT } from "./delta-t.ts";
export { earthSunDistance, type EarthSunDistanceOptions } from "./earth-sun-distance.ts";
export { ephemeris, type EphemerisOptions, type EphemerisPosition } from "./ephemeris.ts";
export { equationOfTimePvcdrom, equationOfTimeSpencer71 } from "./equation-of-time.ts";
export { extraRadiation, type ExtraRadiationOptions } from "./extra-radiation.ts";
export { hourAngle, type HourAngleInput } from "./hour-angle.ts";
export {
  type GeometricRiseSetOptions,
  sunRiseSetTransitGeometric,
} from "./rise-set-transit-geometric.ts";
export {
  type RiseSetTransitOptions,
  sunRiseSetTransit,
  type SunRiseSetTransit,
} from "./rise-set-transit.ts";
export { solarPosition } from "./solar-position.ts";
export type {
  SolarPosition,
  SolarPositionColumnOptions,
  SolarPositionName,
  SolarPositionOptions,
} from "./position-types.ts";
export type { Site } from "./site.ts";
