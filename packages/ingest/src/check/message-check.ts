import type { Id, PackedReading, Refusal } from "@solarmon/core";
import type { CheckContext } from "./check-context.ts";
import { type CheckLimits, DEFAULT_CHECK_LIMITS } from "./check-limits.ts";
import { isFields } from "./fields.ts";
import { messageReadings } from "./message-readings.ts";
import { ReadingCheck } from "./reading-check.ts";
import {
  ACCEPTED,
  type CheckedMessage,
  type ReadingResult,
  type RefusedPiece,
} from "./reading-result.ts";
import { timeMissing } from "./refusals.ts";

const NONE_REFUSED: readonly RefusedPiece[] = [];
const ONE_ACCEPTED: readonly ReadingResult[] = [ACCEPTED];

/**
 * Turns parsed input into readings in their stored form, refusing what cannot be believed point by point. No I/O,
 * no clock; not for use by several threads.
 */
export interface MessageCheck {
  /** @param payload - one reading, an array, `{"readings":[…]}` or SenML; anything at all is survived */
  check(payload: unknown, context: CheckContext): CheckedMessage;
}

/** A check with the given limits. It learns the shapes of readings: make one, and keep it. */
export function createMessageCheck(limits: Partial<CheckLimits> = {}): MessageCheck {
  const all = { ...DEFAULT_CHECK_LIMITS, ...limits };
  const readingCheck = new ReadingCheck(all);
  return {
    check(payload, context) {
      if (isPlainReading(payload)) return checkOne(readingCheck, payload, context);
      return checkMany(readingCheck, payload, context, all);
    },
  };
}

function isPlainReading(payload: unknown): boolean {
  return isFields(payload) && payload["readings"] === undefined;
}

function checkOne(check: ReadingCheck, reading: unknown, context: CheckContext): CheckedMessage {
  const packed = check.check(reading, context);
  const isClean = packed !== null && check.refusals.length === 0;
  return {
    readings: packed ? [packed] : [],
    results: isClean ? ONE_ACCEPTED : [result(check, packed)],
    refused: isClean ? NONE_REFUSED : pieces(check, reading),
    hasUnknownDevice: check.namedUnknownDevice,
  };
}

function checkMany(
  check: ReadingCheck,
  payload: unknown,
  context: CheckContext,
  limits: CheckLimits,
): CheckedMessage {
  const message = messageReadings(payload, context.receivedAt, limits);
  const readings: PackedReading[] = [];
  const results: ReadingResult[] = [];
  const refused: RefusedPiece[] = message.refusals.map(({ refusal, piece }) => ({
    deviceId: context.topicDeviceId ?? context.deviceId,
    refusal,
    piece,
  }));
  const timeless = new Set<Id>();
  let hasUnknownDevice = false;
  for (const reading of message.readings) {
    const packed = onlyTimeless(check, check.check(reading, context), timeless);
    hasUnknownDevice ||= check.namedUnknownDevice;
    if (packed) readings.push(packed);
    results.push(result(check, packed));
    if (check.refusals.length > 0) refused.push(...pieces(check, reading));
  }
  for (const { refusal } of message.refusals) results.push(refusedResult([refusal]));
  return { readings, results, refused, hasUnknownDevice };
}

/** Two readings of a device that both take the received time would be the same reading. */
function onlyTimeless(
  check: ReadingCheck,
  packed: PackedReading | null,
  timeless: Set<Id>,
): PackedReading | null {
  if (!packed || !check.tookReceivedAt) return packed;
  if (!timeless.has(packed.deviceId)) {
    timeless.add(packed.deviceId);
    return packed;
  }
  check.refusals = [timeMissing()];
  return null;
}

function result(check: ReadingCheck, packed: PackedReading | null): ReadingResult {
  if (!packed) return refusedResult(check.refusals);
  return check.refusals.length === 0 ? ACCEPTED : { status: "accepted", refusals: check.refusals };
}

function refusedResult(refusals: readonly Refusal[]): ReadingResult {
  return { status: "refused", refusals };
}

function pieces(check: ReadingCheck, piece: unknown): RefusedPiece[] {
  const deviceId = check.device?.id ?? null;
  return check.refusals.map((refusal) => ({ deviceId, refusal, piece }));
}
