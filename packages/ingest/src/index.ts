export { type CheckLimits, DEFAULT_CHECK_LIMITS } from "./check/check-limits.ts";
export { type KnownDevice, knownDevices } from "./check/known-device.ts";
export { createMessageCheck, type MessageCheck } from "./check/message-check.ts";
export { parseMessage } from "./check/parse-message.ts";
export type { CheckContext } from "./check/reading-check.ts";
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
export { isLikelySentinel } from "./check/sentinels.ts";
export { valueLimits, type ValueLimits } from "./check/value-limits.ts";
