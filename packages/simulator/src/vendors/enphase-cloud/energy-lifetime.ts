import { DAY_MS, type Instant } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { localText, startOfDay } from "../shared/local-text.ts";
import type { EnphaseSystem } from "./enphase-system.ts";
import { errorReply } from "./error-reply.ts";

const NOON_MS = DAY_MS / 2;
const MANY_DAYS = 20_000;

/** `GET /systems/{id}/energy_lifetime`: Wh of each local day; zeros at the end mean that nothing is known. */
export function energyLifetime(system: EnphaseSystem, request: StandInRequest): StandInReply {
  const { query, now, fault } = request;
  const { timeZone } = system;
  const first = query.get("start_date") ?? dayOf(system.operationalAt, timeZone);
  const last = query.get("end_date") ?? dayOf(now - DAY_MS, timeZone);
  const isRange = Date.parse(first) <= Date.parse(last) && Date.parse(last) <= now + DAY_MS;
  if (!isRange || (Date.parse(last) - Date.parse(first)) / DAY_MS > MANY_DAYS)
    return errorReply(422, "Unprocessable Entity", "Requested date range is invalid");
  const days: number[] = [];
  for (let date = first; date <= last; date = nextDate(date))
    days.push(fault === "nulls" ? 0 : dayWh(system, date, now));
  return {
    body: {
      system_id: system.id,
      start_date: first,
      production: fault === "no-data" ? [] : days,
      meta: { status: "normal" },
    },
  };
}

function dayWh(system: EnphaseSystem, date: string, now: Instant): number {
  const start = startOfDay(date, system.timeZone);
  const end = startOfDay(nextDate(date), system.timeZone);
  const until = Math.min(end, system.reportedUntil(now));
  return until > start ? system.energyWh({ start, end: until }) : 0;
}

function dayOf(at: Instant, timeZone: string): string {
  return localText(at, timeZone).slice(0, 10);
}

function nextDate(date: string): string {
  return new Date(Date.parse(date) + DAY_MS + NOON_MS).toISOString().slice(0, 10);
}
