import type { Instant } from "@solarmon/core";
import type { Daylight } from "../quota/plan-calls.ts";

const ALWAYS: Daylight = { next: (at) => ({ start: at, end: Number.POSITIVE_INFINITY }) };
/** Days walked through for one answer. */
const MAX_STEPS = 1_000;

/** When there is anything to ask for: light at one of the sites, or always. */
export function linkLight(sites: Iterable<Daylight>, isPolledAtNight: boolean): Daylight {
  if (isPolledAtNight) return ALWAYS;
  const places = [...new Set(sites)];
  const [only] = places;
  if (places.length === 1 && only) return only;
  return { next: (at) => unionAt(places, at) };
}

function unionAt(places: readonly Daylight[], at: Instant): { start: Instant; end: Instant } {
  const spans = places.map((place) => place.next(at)).toSorted((a, b) => a.start - b.start);
  const union = { start: spans[0]?.start ?? Infinity, end: spans[0]?.end ?? Infinity };
  for (const { start, end } of spans) if (start <= union.end) union.end = Math.max(union.end, end);
  return union;
}

/** The instant after so much light [ms]: nights do not count. `Infinity` where it stays dark. */
export function afterLight(light: Daylight, at: Instant, lightMs: number): Instant {
  let leftMs = lightMs;
  let from = at;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const span = light.next(from);
    const start = Math.max(span.start, from);
    if (start + leftMs < span.end) return Math.floor(start + leftMs);
    if (!Number.isFinite(span.end)) return Infinity;
    leftMs -= span.end - start;
    from = span.end;
  }
  return from;
}

/** Whether more than `lightMs` of light lie between two instants. */
export function hasMoreLight(
  light: Daylight,
  start: Instant,
  end: Instant,
  lightMs: number,
): boolean {
  return afterLight(light, start, lightMs) < end;
}
