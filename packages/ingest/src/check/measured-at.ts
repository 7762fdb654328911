import { type Instant, parseIsoInstant, type Refusal } from "@solarmon/core";
import type { CheckLimits } from "./check-limits.ts";

const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?<zone>Z|[+-]\d\d:?\d\d)?$/i;
const MILLISECONDS_OF_2001 = 1e12;
const NO_ZONE = Symbol("no zone");

/**
 * The measured time of a reading: a number of milliseconds, or ISO 8601 with a zone.
 *
 * @returns the instant, or the refusal that says what is wrong and what would be right
 */
export function measuredAt(
  value: unknown,
  receivedAt: Instant,
  limits: CheckLimits,
): Instant | Refusal {
  const at = typeof value === "string" ? fromText(value) : value;
  if (at === NO_ZONE)
    return refusal(
      "time_ambiguous",
      `measuredAt ${describe(value)} names no time zone; end it with Z or an offset such as +02:00`,
    );
  if (typeof at !== "number" || !Number.isFinite(at))
    return refusal(
      "malformed",
      `measuredAt is ${describe(value)}; send milliseconds since 1970 as a number, or ISO 8601 with a zone`,
    );
  if (at < limits.oldestAt) return refusal("time_too_old", tooOld(at, limits));
  if (at > receivedAt + limits.futureToleranceMs)
    return refusal("time_in_future", inFuture(at, receivedAt, limits));
  return Math.round(at);
}

function refusal(reason: Refusal["reason"], detail: string): Refusal {
  return { reason, detail };
}

function describe(value: unknown): string {
  if (value === null || Array.isArray(value)) return value === null ? "null" : "an array";
  if (typeof value === "string") return `"${value.slice(0, 40)}"`;
  return typeof value === "number" ? String(value) : `of type ${typeof value}`;
}

/** `NaN` for what is not ISO 8601. */
function fromText(text: string): Instant | typeof NO_ZONE {
  const match = ISO.exec(text);
  if (!match) return Number.NaN;
  const at = parseIsoInstant(text.replace(" ", "T"));
  return Number.isNaN(at) || match.groups?.["zone"] ? at : NO_ZONE;
}

function isoText(at: number): string {
  return Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : `${at} ms`;
}

function tooOld(at: number, limits: CheckLimits): string {
  const hint =
    at > limits.oldestAt / 1000 && at < MILLISECONDS_OF_2001
      ? `; ${at} looks like seconds: multiply by 1000`
      : "; set the clock of the device";
  return `measured at ${isoText(at)}, before ${isoText(limits.oldestAt)}${hint}`;
}

function inFuture(at: number, receivedAt: Instant, limits: CheckLimits): string {
  const unit = [
    [1e3, "microseconds"],
    [1e6, "nanoseconds"],
  ] as const;
  const guess = unit.find(
    ([factor]) => at / factor > limits.oldestAt && at / factor < receivedAt * 1.1,
  );
  const hint = guess
    ? `${at} looks like ${guess[1]}: divide by ${guess[0]}`
    : "set the clock of the device, or check its time zone";
  return `measured at ${isoText(at)}, over ${limits.futureToleranceMs} ms after it was received (${isoText(receivedAt)}); ${hint}`;
}
