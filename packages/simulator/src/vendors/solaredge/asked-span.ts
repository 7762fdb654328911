import { DAY_MS, HOUR_MS, type Instant, type Span } from "@solarmon/core";
import type { StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { localText, startOfDay } from "../shared/local-text.ts";

/** What a request asks for; `reason` why the portal refuses it. */
export type AskedSpan =
  | { readonly span: Span; readonly resolution: string }
  | { readonly reason: string };

const LONGEST_MS: Readonly<Record<string, number>> = {
  QUARTER_HOUR: 12 * HOUR_MS,
  HOUR: DAY_MS,
  DAY: 31 * DAY_MS,
};

/** `from`, `to` and `resolution`; without them, today so far. */
export function askedSpan({ query, now }: StandInRequest, timeZone: string): AskedSpan {
  const resolution = query.get("resolution") ?? "QUARTER_HOUR";
  const [from, to] = [query.get("from"), query.get("to")];
  const longestMs = LONGEST_MS[resolution];
  if (longestMs === undefined) return { reason: `unknown resolution ${resolution}` };
  const today = startOfDay(localText(now, timeZone).slice(0, 10), timeZone);
  if (from === null || to === null) return { span: { start: today, end: now }, resolution };
  const [start, end] = [instantOf(from, timeZone), instantOf(to, timeZone)];
  if (start === undefined || end === undefined)
    return { reason: "from and to must be local times" };
  const shownMs = Date.parse(`${to}Z`) - Date.parse(`${from}Z`);
  // A day of 25 hours makes a month longer; of twelve hours nothing is forgiven.
  const allowedMs = resolution === "QUARTER_HOUR" ? longestMs : longestMs + HOUR_MS;
  if (!(start < end) || Math.max(end - start, shownMs) > allowedMs)
    return { reason: `the range does not fit ${resolution}` };
  return { span: { start, end }, resolution };
}

/** Of a time that the clock showed twice it is the earlier; `undefined` of none, and of one with an offset. */
function instantOf(text: string, timeZone: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/u.test(text)) return undefined;
  const local = Date.parse(`${text}Z`);
  const offsets = [local - DAY_MS, local + DAY_MS].map(
    (at) => Date.parse(`${localText(at, timeZone).replace(" ", "T")}Z`) - at,
  );
  return offsets
    .map((offsetMs) => local - offsetMs)
    .toSorted((a, b) => a - b)
    .find((at) => localText(at, timeZone).replace(" ", "T") === text);
}
