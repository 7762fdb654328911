export { type CheckLimits, DEFAULT_CHECK_LIMITS } from "./check/check-limits.ts";
export { type KnownDevice, knownDevices } from "./check/known-device.ts";
export { createMessageCheck, type MessageCheck } from "./check/message-check.ts";
export { parseMessage } from "./check/parse-message.ts";
export type { CheckContext } from "./check/check-context.ts";
export type { CheckedMessage, ReadingResult, RefusedPiece } from "./check/reading-result.ts";
export { acceptReadings, type ReadingAnswer, type ReadingsAnswer } from "./http/accept-readings.ts";
export { createIntake } from "./intake/create-intake.ts";
export {
  createDeviceAuthenticator,
  type DeviceAuthenticator,
  hashDeviceSecret,
} from "./intake/device-authenticator.ts";
export {
  DEFAULT_INTAKE_LIMITS,
  type Intake,
  type IntakeCounts,
  type IntakeLimits,
  type IntakeOptions,
  type RefusedMessage,
  type Submission,
  type SubmissionWaiter,
} from "./intake/intake.ts";
export { valueRefusal } from "./check/refusals.ts";
export { isLikelySentinel, SENTINELS_BEYOND } from "./check/sentinels.ts";
export { valueLimits, type ValueLimits } from "./check/value-limits.ts";
export { counterIncrease } from "./energy/counter-increase.ts";
export { type CounterRules, counterRules } from "./energy/counter-rules.ts";
export { createHistory, type History } from "./history/history.ts";
export type { HistoryOptions } from "./history/history-options.ts";
export type { DeviceSeries, SeriesQuery } from "./history/series.ts";
export type { SetAside } from "./processor/process-until-done.ts";
export { createProcessor, type Processor, type ProcessorOptions } from "./processor/processor.ts";
export type { ProcessorCatalog } from "./processor/tenant-state.ts";
export type { RecordResult } from "./processor/record-result.ts";
export {
  type ProcessorProgress,
  runProcessor,
  type RunProcessorOptions,
  type UsageBooks,
} from "./processor/run-processor.ts";
export {
  createVerdictBoard,
  type VerdictBoard,
  type VerdictBoardOptions,
} from "./verdicts/verdict-board.ts";
export { VISIT_SECRETS } from "./poller/visit-secrets.ts";
export { UsageBook } from "./usage/usage-book.ts";
export { UsageMeter, type UsageMeterOptions } from "./usage/usage-meter.ts";
export type { RecordUsage } from "./usage/record-usage.ts";
