export { type AlarmLimits, DEFAULT_ALARM_LIMITS } from "./alarm-limits.ts";
export { type AlarmPassReport, AlarmWatch, type AlarmWatchOptions } from "./alarm-watch.ts";
export type { FleetBookOptions } from "./fleet-book.ts";
