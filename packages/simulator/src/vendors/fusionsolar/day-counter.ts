import { type Instant, MINUTE_MS } from "@solarmon/core";
import type { SunPlant } from "@solarmon/connectors-kit/stand-in";
import { localText, startOfDay } from "../shared/local-text.ts";

const STEP_MS = 5 * MINUTE_MS;
const MAX_DAYS = 1_000;
const starts = new Map<string, Instant>();

/** A daily counter does not start again at midnight but when its inverter wakes: until then it shows yesterday [Wh]. */
export function dayCounterWh(sun: SunPlant, at: Instant, timeZone: string): number {
  let countedUntil = at;
  for (let step = 0; step < 288 && !sun.isSunUp(countedUntil); step += 1) countedUntil -= STEP_MS;
  const start = dayStart(countedUntil, timeZone);
  return sun.energyWh({ start, end: Math.max(start, at) });
}

function dayStart(at: Instant, timeZone: string): Instant {
  const day = localText(at, timeZone).slice(0, 10);
  const key = `${timeZone} ${day}`;
  const known = starts.get(key) ?? startOfDay(day, timeZone);
  if (starts.size > MAX_DAYS) starts.clear();
  starts.set(key, known);
  return known;
}
