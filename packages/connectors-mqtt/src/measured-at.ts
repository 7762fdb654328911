import type { ProblemList } from "@solarmon/connectors-kit";
import { type Instant, SECOND_MS } from "@solarmon/core";
import type { MessageSink, TextMessage } from "./message-reader.ts";

/** 2000-01-01; a clock that shows less has not been set. */
const FIRST_AT = 946_684_800_000;
const LAST_AT = 8.64e15;
/** From this number on an epoch counts milliseconds, microseconds, nanoseconds. Below it is seconds. */
const MILLISECONDS_FROM = 1e11;
const MICROSECONDS_FROM = 1e14;
const NANOSECONDS_FROM = 1e17;

/**
 * When a message without a time of its own was measured: the second in which it arrived, so that values that a device
 * sends one by one come together. A message that the broker had kept tells no time: `null`, and a problem.
 */
export function arrivalOf(message: TextMessage, { problems, path }: MessageSink): Instant | null {
  const { retained, receivedAt, topic } = message;
  if (retained !== true && receivedAt !== undefined)
    return Math.floor(receivedAt / SECOND_MS) * SECOND_MS;
  const why =
    retained === true
      ? "the broker had kept the message, and it tells no time of its own"
      : "the message tells no time, and when it arrived was not noted";
  problems.addOnce(topic, path, "time_missing", why);
  return null;
}

/** An epoch as an instant; its size tells whether it counts seconds, or thousandth, millionth, … parts of one. */
export function epochOf(raw: unknown, problems: ProblemList, path: string): Instant | null {
  const epoch = typeof raw === "string" && raw.trim() !== "" ? Number(raw) : raw;
  if (typeof epoch !== "number" || !Number.isFinite(epoch)) {
    problems.add(path, "malformed", "expected an epoch as a number");
    return null;
  }
  const at = Math.floor(epoch * millisecondsPer(epoch));
  if (isSet(at)) return at;
  problems.add(path, "time_missing", "the time lies before 2000: the clock has not been set");
  return null;
}

function millisecondsPer(epoch: number): number {
  if (epoch < MILLISECONDS_FROM) return SECOND_MS;
  if (epoch < MICROSECONDS_FROM) return 1;
  return epoch < NANOSECONDS_FROM ? 1e-3 : 1e-6;
}

/** Whether a clock that shows `at` has been set. */
export function isSet(at: Instant): boolean {
  return at >= FIRST_AT && at <= LAST_AT;
}
