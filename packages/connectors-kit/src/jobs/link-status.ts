import {
  type Instant,
  type LinkGap,
  type LinkHealth,
  type LinkStatus,
  MINUTE_MS,
} from "@solarmon/core";
import type { JobContext } from "./job-context.ts";
import type { LinkState, SiteState } from "./link-state.ts";
import { missingSince } from "./note-answer.ts";
import { encodeProgress } from "./progress.ts";
import type { ShapeWatch } from "./shape-watch.ts";
import { isOpen, type SiteGap } from "./site-gap.ts";

/** One lost call is no news. */
const FAILURES_UNTIL_UNREACHABLE = 3;

/** Where a minute has one call, a round of polls takes several minutes: that is its pace, and no news. */
const ORDINARY_PAUSE_MS = 2 * MINUTE_MS;

const TOO_MANY_FIELDS =
  "the vendor sends too many fields to watch: new ones among them may go unnoticed";

/** How the link is doing, with what must survive a restart. */
export function tellStatus({ state }: JobContext, shapes: ShapeWatch, now: Instant): LinkStatus {
  const found = describeHealth(state, now);
  const isLimited = found.health === "ok" && shapes.isFull;
  const progress = encodeProgress(state, shapes.toText());
  const { lastPolledAt } = state;
  return { ...found, ...(isLimited && { reason: TOO_MANY_FIELDS }), lastPolledAt, progress };
}

type Told = Pick<LinkStatus, "health" | "reason" | "until">;

/** How the link is getting on, for people. What stops everything is told before what stops a part. */
function describeHealth(state: LinkState, now: Instant): Told {
  const { loginReason, quotaUntil, failures, retryAt, fault } = state;
  if (loginReason !== null) return told("needs_login", loginReason);
  if (quotaUntil > now + ORDINARY_PAUSE_MS)
    return told(
      "waiting_for_quota",
      `waiting for the vendor's quota until ${iso(quotaUntil)}`,
      quotaUntil,
    );
  if (fault !== null) return told("degraded", fault, retryAt > now ? retryAt : null);
  if (failures >= FAILURES_UNTIL_UNREACHABLE)
    return told("unreachable", `no answer ${failures} times in a row`, retryAt);
  const part = faultOfPart(state, now);
  if (part !== null) return told("degraded", part);
  return told(state.lastPolledAt === null ? "new" : "ok", null);
}

function faultOfPart({ sites, notice }: LinkState, now: Instant): string | null {
  const faulty = sites.filter((site) => site.fault ?? site.historyFault);
  const [first] = faulty;
  if (first) {
    const others =
      faulty.length > 1 ? ` (and ${faulty.length - 1} more of ${sites.length} sites)` : "";
    return `site ${first.key}: ${first.fault ?? first.historyFault}${others}`;
  }
  return notice && notice.until > now ? notice.text : null;
}

function told(health: LinkHealth, reason: string | null, until: Instant | null = null): Told {
  return { health, reason, until };
}

/** Gaps of all sites, oldest first, with the one that is under way. */
export function listGaps(context: JobContext, now: Instant): LinkGap[] {
  const { state } = context;
  return state.sites
    .flatMap((site) => [
      ...site.gaps.map((gap) => toLinkGap(site, gap, state.isHistoryShort)),
      ...gapUnderWay(context, site, now),
    ])
    .toSorted((a, b) => a.start - b.start);
}

function toLinkGap(site: SiteState, gap: SiteGap, isShort: boolean): LinkGap {
  const { start, end, cause, filledUntil } = gap;
  return { siteKey: site.key, start, end, cause, filledUntil, state: stateOf(site, gap, isShort) };
}

function stateOf({ hasHistory }: SiteState, gap: SiteGap, isShort: boolean): LinkGap["state"] {
  if (gap.isHopeless) return "vendor_has_none";
  if (!isOpen(gap)) return "filled";
  if (!hasHistory) return "vendor_has_none";
  if (isShort) return "waiting_for_quota";
  return gap.filledUntil > gap.start ? "partly" : "not_started";
}

function gapUnderWay(context: JobContext, site: SiteState, now: Instant): LinkGap[] {
  const start = missingSince(context, site, now);
  if (start === null) return [];
  const cause = site.cause ?? "not_running";
  return [{ siteKey: site.key, start, end: now, cause, filledUntil: start, state: "not_started" }];
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
