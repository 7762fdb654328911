export type { SoilingIntervalOptions } from "./cleanings.ts";
export type { DailySoiling } from "./daily.ts";
export type { SoilingInterval, SoilingValidityOptions } from "./intervals.ts";
export type { CleaningMethod } from "./monte-carlo.ts";
export { monthlySoilingRates } from "./monthly-rates.ts";
export type { MonthlySoilingOptions, MonthlySoilingRate } from "./monthly-rates.ts";
export { soilingProfiles } from "./profile.ts";
export type { SoilingProfiles } from "./profile.ts";
export { soilingSrr } from "./soiling-srr.ts";
export type {
  RatioWithInterval,
  SoilingSrrOptions,
  SoilingSrrResult,
  YearlySoilingRatio,
} from "./soiling-srr.ts";
