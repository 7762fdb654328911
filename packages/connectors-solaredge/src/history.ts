import type {
  DecodedReading,
  DecodeProblem,
  KnownSite,
  LinkCall,
  LinkPage,
} from "@solarmon/connectors-kit";
import { calendarOf, type Instant, type Span } from "@solarmon/core";
import { AskedTimes } from "./asked-times.ts";
import { DayCounts } from "./day-counts.ts";
import { readDayEnergies } from "./day-energies.ts";
import type { MonitoringApi } from "./monitoring-api.ts";
import { readTelemetry } from "./read-telemetry.ts";
import { problemOf } from "./refused-kinds.ts";
import { telemetryOf } from "./telemetry-kinds.ts";

/** Energies of the days that end in the span, then quarters of an hour in pieces of twelve hours, oldest first. */
export async function* readHistory(
  api: MonitoringApi,
  site: KnownSite,
  span: Span,
  now: Instant,
  call: LinkCall,
): AsyncGenerator<LinkPage, void, void> {
  const { key: siteKey } = site;
  const times = new AskedTimes(siteKey, site.timeZone);
  const asked = { start: span.start, end: Math.max(span.start, Math.min(span.end, now)) };
  if (asked.end === asked.start) {
    yield { siteKey, readings: [], problems: [], covers: asked };
    return;
  }
  const days = await readDayEnergies(api, site, asked, call);
  // A day can be counted only from its beginning on.
  const read = { start: calendarOf(site.timeZone).day(asked.start).start, end: asked.end };
  const counts = new DayCounts(site.timeZone);
  let coveredUntil = asked.start;
  let { problems } = days;
  for (const window of times.windows(read)) {
    const piece = await readWindow(api, site, window, counts, call);
    problems = [...problems, ...piece.problems];
    const covers = { start: coveredUntil, end: Math.min(window.end, asked.end) };
    if (covers.end <= covers.start) continue;
    const readings = [...piece.readings, ...days.readings].filter(
      ({ measuredAt }) => measuredAt >= covers.start && measuredAt < covers.end,
    );
    yield { siteKey, readings, problems, covers };
    problems = [];
    coveredUntil = covers.end;
  }
}

interface Piece {
  readonly readings: readonly DecodedReading[];
  readonly problems: readonly DecodeProblem[];
}

/** Of all devices; what the vendor refuses of one kind hides no other. @throws `ConnectorError` when it refuses all */
async function readWindow(
  api: MonitoringApi,
  site: KnownSite,
  span: Span,
  counts: DayCounts,
  call: LinkCall,
): Promise<Piece> {
  const readings: DecodedReading[] = [];
  const problems: DecodeProblem[] = [];
  const refusals: unknown[] = [];
  const kinds = telemetryOf(site);
  for (const kind of kinds)
    try {
      const result = await readTelemetry(api, site, kind, { span, from: span.start, counts }, call);
      readings.push(...result.readings);
      problems.push(...result.problems);
    } catch (error) {
      problems.push(problemOf(error, kind.path));
      refusals.push(error);
    }
  if (kinds.length > 0 && refusals.length === kinds.length) throw refusals[0];
  return { readings, problems };
}
