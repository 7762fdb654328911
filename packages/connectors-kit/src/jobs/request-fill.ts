import { type Instant, SolarmonError, type Span } from "@solarmon/core";
import { beginAtOnce } from "./begin-at-once.ts";
import type { JobContext } from "./job-context.ts";
import { addGap } from "./site-gap.ts";

/** A person wants a span of a site that has passed. @throws `not_found`, `invalid_argument` */
export function requestFill(
  { state, description }: JobContext,
  siteKey: string,
  { start, end }: Span,
  now: Instant,
): void {
  const site = state.sites.find(({ key }) => key === siteKey);
  if (!site) throw new SolarmonError("not_found", `the link has no site ${siteKey}`);
  if (!(end > start))
    throw new SolarmonError("invalid_argument", "a span to fill must end after it starts");
  const span = { start, end: Math.min(end, now) };
  addGap(site.gaps, span, "requested", { isHopeless: description.historyMs === 0 });
  beginAtOnce(state, site, now);
}
