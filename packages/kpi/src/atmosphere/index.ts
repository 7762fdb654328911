export {
  dewPointFromHumidity,
  gueymard94PrecipitableWater,
  humidityFromDewPoint,
} from "./humidity.ts";
export { linkeTurbidity } from "./linke-turbidity.ts";
export { altitudeToPressure, pressureToAltitude, SEA_LEVEL_PA } from "./pressure.ts";
export {
  absoluteAirmass,
  type AbsoluteAirmassOptions,
  type AirmassModel,
  relativeAirmass,
  type RelativeAirmassOptions,
} from "./relative-airmass.ts";
export {
  angstromAodAtLambda,
  type AngstromAodInput,
  birdHulstrom80BroadbandAod,
  kasten96LinkeTurbidity,
  type KastenTurbidityInput,
} from "./turbidity.ts";
