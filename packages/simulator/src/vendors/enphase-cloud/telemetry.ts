import { DAY_MS, type Instant, MINUTE_MS, SECOND_MS, type Span } from "@solarmon/core";
import type { StandInFault, StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { localText, startOfDay } from "../shared/local-text.ts";
import type { EnphaseSystem } from "./enphase-system.ts";
import { errorReply } from "./error-reply.ts";

const GRANULARITY_MS: Readonly<Record<string, number>> = {
  "5mins": 5 * MINUTE_MS,
  "15mins": 15 * MINUTE_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
};
const MICRO_MS = 5 * MINUTE_MS;
const METER_MS = 15 * MINUTE_MS;
/** Micro-inverters report to their gateway one after the other: the newest intervals lack some of them. */
const SETTLING_MS = 30 * MINUTE_MS;
const KEPT_MS = 2 * 365 * DAY_MS;

type Interval = Readonly<Record<string, unknown>>;
type Reader = (system: EnphaseSystem, span: Span, request: StandInRequest) => Interval;

/** `telemetry/production_micro`. */
export function productionMicro(system: EnphaseSystem, request: StandInRequest): StandInReply {
  return telemetry(system, request, MICRO_MS, microInterval);
}

/** `telemetry/battery`. */
export function battery(system: EnphaseSystem, request: StandInRequest): StandInReply {
  if (!system.hasMeters) return telemetry(system, request, METER_MS, undefined);
  return telemetry(system, request, METER_MS, batteryInterval, {
    last_reported_aggregate_soc: "55%",
  });
}

/** `energy_import_telemetry` and `energy_export_telemetry`: a list of intervals for each meter. */
export function grid(
  system: EnphaseSystem,
  request: StandInRequest,
  direction: "imported" | "exported",
): StandInReply {
  const read: Reader = (of, span, { fault }) => {
    const energy = fault === "nulls" ? null : of.gridWh(span)[direction];
    return { [`wh_${direction}`]: energy };
  };
  const reply = telemetry(system, request, METER_MS, system.hasMeters ? read : undefined);
  const { body } = reply;
  const fields = typeof body === "object" && body !== null ? body : {};
  if (!("intervals" in fields)) return reply;
  return { body: { ...fields, intervals: [fields.intervals] } };
}

function telemetry(
  system: EnphaseSystem,
  request: StandInRequest,
  stepMs: number,
  read: Reader | undefined,
  more: Interval = {},
): StandInReply {
  const { query, now, fault } = request;
  const granularity = query.get("granularity") ?? "day";
  const lengthMs = GRANULARITY_MS[granularity];
  if (lengthMs === undefined) return invalid(`granularity ${granularity} is not supported`);
  const start = startOf(query, system, now);
  if (!(start <= now && start >= now - KEPT_MS))
    return invalid("Requested date range is invalid for this system");
  const asked = { start, end: Math.min(start + lengthMs, system.reportedUntil(now)) };
  const spans = fault === "no-data" || !read ? [] : stepsOf(asked, stepMs);
  const intervals = spans.map((span) => {
    const end_at = span.end / SECOND_MS;
    if (fault === "nulls") return { end_at, devices_reporting: 0, powr: 0, enwh: 0 };
    return { end_at, ...read?.(system, span, request) };
  });
  return {
    body: {
      system_id: system.id,
      granularity,
      total_devices: system.microCount,
      start_at: start / SECOND_MS,
      end_at: Math.max(start, asked.end) / SECOND_MS,
      items: "intervals",
      intervals: disturbed(intervals, fault),
      ...more,
    },
  };
}

function invalid(details: string): StandInReply {
  return errorReply(422, "Unprocessable Entity", details);
}

/** `start_at`, else `start_date`, else today. */
function startOf(query: URLSearchParams, { timeZone }: EnphaseSystem, now: Instant): Instant {
  const startAt = query.get("start_at");
  if (startAt !== null) return Number(startAt) * SECOND_MS;
  const day = query.get("start_date") ?? localText(now, timeZone).slice(0, 10);
  return startOfDay(day, timeZone);
}

/** Intervals that end within the span. */
function stepsOf({ start, end }: Span, stepMs: number): Span[] {
  const steps: Span[] = [];
  for (let at = Math.ceil(start / stepMs) * stepMs; at + stepMs <= end; at += stepMs)
    steps.push({ start: at, end: at + stepMs });
  return steps;
}

function disturbed(intervals: readonly Interval[], fault: StandInFault | null): unknown[] {
  if (fault === "duplicates") return intervals.flatMap((interval) => [interval, interval]);
  if (fault !== "out-of-order") return [...intervals];
  return intervals.toSorted((a, b) => oddly(a) - oddly(b));
}

/** An order that is none. */
function oddly(interval: Interval): number {
  return (Number(interval["end_at"]) / 300) % 7;
}

function microInterval(
  system: EnphaseSystem,
  span: Span,
  { now, fault }: StandInRequest,
): Interval {
  const isSettling = span.end > system.reportedUntil(now) - SETTLING_MS;
  const reporting = isSettling ? system.microCount - 1 : system.microCount;
  const wh = (system.energyWh(span) * reporting) / system.microCount;
  const power = fault === "missing-field" ? {} : { powr: Math.round(wh * 12) };
  return { devices_reporting: reporting, ...power, enwh: Math.round(wh) };
}

function batteryInterval(system: EnphaseSystem, span: Span): Interval {
  const devices_reporting = 1;
  return {
    charge: { enwh: system.chargedWh(span), devices_reporting },
    discharge: { enwh: 0, devices_reporting },
    soc: { percent: 55, devices_reporting },
  };
}
