import { formatClock, formatDayClock } from "../format/time.ts";
import type { ConditionWords } from "./condition-line.tsx";

const DAY_MS = 86_400_000;

/** How a link is doing, as the API tells it. */
export interface LinkCondition {
  readonly health: string;
  readonly reason: string | null;
  readonly until: string | null;
}

/** The state of a link in words and a shape; times are the plant's. */
export function linkWords(link: LinkCondition, now: number, timeZone: string): ConditionWords {
  const { health, reason } = link;
  const until = untilText(link.until, now, timeZone);
  switch (health) {
    case "ok":
      return { word: "OK", shape: "●", tone: "ok", detail: null };
    case "new":
      return { word: "Not read yet", shape: "○", tone: "waiting", detail: null };
    case "needs_login":
      return { word: "Needs login", shape: "▲", tone: "fault", detail: reason };
    case "waiting_for_quota":
      // Not a fault: the vendor allows so many calls.
      return {
        word: `Waiting for vendor quota${until}`,
        shape: "◷",
        tone: "waiting",
        detail: null,
      };
    case "unreachable":
      return { word: "Unreachable", shape: "▲", tone: "silent", detail: reason };
    default:
      return { word: "Degraded", shape: "◆", tone: "watch", detail: reason };
  }
}

function untilText(until: string | null, now: number, timeZone: string): string {
  if (until === null) return "";
  const at = Date.parse(until);
  const isSoon = Math.abs(at - now) < DAY_MS;
  return ` until ${isSoon ? formatClock(at, timeZone) : formatDayClock(at, timeZone)}`;
}
