export {
  rollingSiteFactor,
  type RollingSiteFactorOptions,
  siteFactor,
  type SiteFactorOptions,
} from "./learned.ts";
export { type ExpectedPlant, expectedPower, type ExpectedPowerOptions } from "./physical.ts";
export { siblingExpectedPower, type SiblingOptions, type SiblingRows } from "./sibling.ts";
export {
  type PvwattsChain,
  pvwattsChain,
  type PvwattsChainOptions,
  type WeatherRows,
} from "./pvwatts-chain.ts";
export type { ArrayMounting, FixedMounting, TrackerMounting } from "./surface.ts";
