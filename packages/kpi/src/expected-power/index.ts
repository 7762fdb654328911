export {
  rollingSiteFactor,
  type RollingSiteFactorOptions,
  siteFactor,
  type SiteFactorOptions,
} from "./learned.ts";
export { type ExpectedPlant, expectedPower, type ExpectedPowerOptions } from "./physical.ts";
export { siblingExpectedPower, type SiblingOptions, type SiblingRows } from "./sibling.ts";
export type { ArrayLight, ArrayLightOptions } from "./array-light.ts";
export {
  type PvwattsChain,
  pvwattsChain,
  type PvwattsChainName,
  type PvwattsChainOptions,
} from "./pvwatts-chain.ts";
export type { ArrayMounting, FixedMounting, TrackerMounting } from "./surface.ts";
export type { WeatherRows } from "./weather-rows.ts";
