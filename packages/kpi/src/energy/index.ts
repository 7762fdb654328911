export { aggregationInsol, type AggregationInsolOptions, dayEdges } from "./aggregation-insol.ts";
export type { PowerType } from "./energy-bins.ts";
export {
  type EnergyColumns,
  energyFromPower,
  type EnergyFromPowerOptions,
} from "./energy-from-power.ts";
export { interpolate, type InterpolateOptions } from "./interpolate.ts";
export { stepHours, type StepHoursOptions } from "./step-hours.ts";
export { medianStepMs, timeGrid } from "./time-grid.ts";
