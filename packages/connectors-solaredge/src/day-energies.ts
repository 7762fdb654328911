import type { DecodeResult, KnownSite, LinkCall } from "@solarmon/connectors-kit";
import { calendarOf, type Instant, type Span } from "@solarmon/core";
import type { MonitoringApi } from "./monitoring-api.ts";
import { VENDOR } from "./vendor.ts";

/**
 * What the site made on each local day that ends in a span, as its counter showed at the day's last millisecond. A
 * month costs one credit; days that are not over are not asked for.
 */
export async function readDayEnergies(
  api: MonitoringApi,
  site: KnownSite,
  span: Span,
  call: LinkCall,
): Promise<DecodeResult> {
  const all: DecodeResult[] = [];
  for (const days of daysEndingIn(span, site.timeZone)) {
    const asked = {
      endpoint: "site-energy",
      path: "energy",
      resolution: "DAY",
      span: days,
    } as const;
    all.push(await api.series(site, asked, call));
  }
  return {
    readings: all.flatMap(({ readings }) => readings),
    problems: all.flatMap(({ problems }) => problems),
  };
}

/** Whole days, as many together as one call may ask for. */
function daysEndingIn({ start, end }: Span, timeZone: string): Span[] {
  const calendar = calendarOf(timeZone);
  const spans: Span[] = [];
  let from: Instant = calendar.day(start).start;
  while (calendar.day(from).end <= end) {
    let until = from;
    for (let day = 0; day < VENDOR.longestDays && calendar.day(until).end <= end; day += 1)
      until = calendar.day(until).end;
    spans.push({ start: from, end: until });
    from = until;
  }
  return spans;
}
