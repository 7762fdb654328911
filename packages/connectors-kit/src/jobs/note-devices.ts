import { DAY_MS, HOUR_MS, type Instant } from "@solarmon/core";
import type { JobContext } from "./job-context.ts";
import { hasMoreLight } from "./link-light.ts";
import type { SiteState } from "./link-state.ts";
import { SILENT_MS } from "./note-answer.ts";
import { readAgainFrom } from "./settled-days.ts";
import { addGap } from "./site-gap.ts";

/** Devices of a site lag behind each other by less. */
const LAG_MS = HOUR_MS;
/** A device that is back sends what it kept for itself within that, if its vendor takes anything late. */
const CATCH_UP_MS = DAY_MS;

/**
 * Notes which devices of a site are missing while others report. What such a device sends later comes when its days are
 * read again; of days whose last turn is over by the time it has caught up, it is a gap.
 *
 * Call it before the site's newest reading is noted.
 */
export function noteDevices(
  context: JobContext,
  site: SiteState,
  seen: ReadonlySet<string>,
  now: Instant,
): void {
  const { description, daylights } = context;
  if (description.historyMs === 0 || seen.size === 0) return;
  const start = takeReturned(site, seen);
  const light = daylights.get(site.key);
  // Inverters sleep while a meter does not.
  if (start === null || (light && !hasMoreLight(light, start, now, SILENT_MS))) return;
  const retryAt = now + Math.min(CATCH_UP_MS, description.settleMs);
  const end = readAgainFrom(site, description, retryAt);
  addGap(site.gaps, { start, end }, "no_data", { retryAt });
}

/** Since when the first of those that are back was missing; `null` when none was. */
function takeReturned({ devices, missing, newestAt }: SiteState, seen: ReadonlySet<string>) {
  let first: Instant | null = null;
  for (const { key } of devices) {
    const since = missing.get(key);
    if (!seen.has(key)) missing.set(key, since ?? newestAt - LAG_MS);
    else if (since !== undefined && missing.delete(key)) first = Math.min(first ?? since, since);
  }
  return first;
}
