import type { Daylight } from "@solarmon/connectors-kit";
import { type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import type { AlarmLimits } from "./alarm-limits.ts";
import type { WatchedDevice } from "./watched.ts";

const USUAL_INTERVALS = 3;
/** For so long daylight of the connectors kit goes on after sunset. */
const DUSK_MS = 30 * MINUTE_MS;

/** How a device is heard. `fresh` just now · `quiet` not for a while · `silent` for too long · `never` it has never sent */
type Hearing = "fresh" | "quiet" | "silent" | "never";

/** A device's silence, and what it was held against. */
export interface Silence {
  readonly hearing: Hearing;
  readonly silentMs: number;
  readonly limitMs: number;
  /** The day that the silence was measured in; `null` where it was measured as a whole. */
  readonly day: Span | null;
}

/** Where and when a silence is judged. */
export interface SilenceContext {
  readonly now: Instant;
  /** Until then it would have been heard: earlier than `now` where a link has not asked since. */
  readonly askedAt: Instant;
  readonly daylight: Daylight | null;
  readonly limits: AlarmLimits;
}

/** Silence at night alarms nobody, since inverters sleep; nor does it count for the day that follows. */
export function judgeSilence(device: WatchedDevice, context: SilenceContext): Silence {
  const { askedAt, limits } = context;
  if (device.heardAt === null) return { hearing: "never", silentMs: 0, limitMs: 0, day: null };
  const silentMs = Math.max(0, askedAt - device.heardAt);
  const intervalsMs = (device.intervalMs ?? 0) * USUAL_INTERVALS;
  const anytimeMs = Math.max(limits.silentAnytimeMs, intervalsMs);
  const whole = { silentMs, limitMs: anytimeMs, day: null };
  if (silentMs <= Math.max(limits.freshMs, intervalsMs)) return { hearing: "fresh", ...whole };
  if (silentMs >= anytimeMs) return { hearing: "silent", ...whole };
  const day = dayOf(context);
  if (!day) return { hearing: "quiet", ...whole };
  const limitMs = Math.max(limits.silentByDayMs, intervalsMs);
  const byDayMs = Math.min(askedAt, day.end) - Math.max(device.heardAt, day.start);
  return { hearing: byDayMs >= limitMs ? "silent" : "quiet", silentMs, limitMs, day };
}

/** From when devices are awake until they fall asleep. */
function dayOf({ now, daylight, limits }: SilenceContext): Span | null {
  if (!daylight) return null;
  const { start, end } = daylight.next(now);
  return { start: start + limits.twilightMs, end: end - DUSK_MS - limits.twilightMs };
}
