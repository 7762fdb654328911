export { changePoints } from "./change-points.ts";
export type { ChangePointOptions } from "./change-points.ts";
export { checkLimits } from "./check-limits.ts";
export type { LimitOptions } from "./check-limits.ts";
export { clearskyLimits, dailyInsolationLimits } from "./clearsky-limits.ts";
export type { ClearskyLimitOptions, DailyInsolationOptions } from "./clearsky-limits.ts";
export { clockChangeAt, clockChanges } from "./clock-change.ts";
export type { ClockChangeOptions } from "./clock-change.ts";
export { complete, completenessScore } from "./completeness.ts";
export type { CompleteOptions } from "./completeness.ts";
export { hampelOutliers, tukeyOutliers, zscoreOutliers } from "./outliers.ts";
export type { HampelOptions, TukeyOptions, ZscoreOptions } from "./outliers.ts";
export {
  checkIrradianceConsistencyQcrad,
  checkIrradianceLimitsQcrad,
  QCRAD_EXTREME_LIMITS,
  QCRAD_PHYSICAL_LIMITS,
} from "./qcrad.ts";
export type {
  QcradConsistency,
  QcradConsistencyOptions,
  QcradLimit,
  QcradLimits,
} from "./qcrad.ts";
export { spacing } from "./spacing.ts";
export { interpolationDiff, staleValuesDiff, staleValuesRound } from "./stuck-values.ts";
export type { Mark, StaleRoundOptions, StuckOptions } from "./stuck-values.ts";
export { timeShifts } from "./time-shifts.ts";
export type { TimeShiftOptions } from "./time-shifts.ts";
export { startStopDates, trim, trimIncomplete } from "./trim.ts";
export type { StartStop, StartStopOptions, TrimIncompleteOptions, TrimOptions } from "./trim.ts";
export {
  moduleTemperatureCheck,
  relativeHumidityLimits,
  temperatureLimits,
  windLimits,
} from "./weather.ts";
export type { ModuleTemperatureOptions } from "./weather.ts";
