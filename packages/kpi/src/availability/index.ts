export {
  type Availability,
  availabilityAnalysis,
  type AvailabilityOptions,
  type AvailabilityRows,
} from "./availability-analysis.ts";
export type { AvailabilityPeriod } from "./availability-periods.ts";
export type { ErrorBounds } from "./error-bounds.ts";
export type { OutageRows } from "./full-outages.ts";
export type { Outage, OutageType } from "./outage-judgement.ts";
export {
  type SubsystemLoss,
  subsystemLoss,
  type SubsystemLossOptions,
  type SubsystemRows,
} from "./subsystem-loss.ts";
export {
  energyAvailability,
  plantTimeAvailability,
  timeAvailability,
  type TimeAvailability,
  type TimeAvailabilityOptions,
} from "./time-availability.ts";
