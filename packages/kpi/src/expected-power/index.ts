export {
  rollingSiteFactor,
  type RollingSiteFactorOptions,
  siteFactor,
  type SiteFactorOptions,
} from "./learned.ts";
export { type ExpectedPlant, expectedPower, type ExpectedPowerOptions } from "./physical.ts";
export { siblingExpectedPower, type SiblingOptions, type SiblingRows } from "./sibling.ts";
