import type {
  DecodedReading,
  DecodeProblem,
  KnownSite,
  LinkCall,
  LinkPage,
} from "@solarmon/connectors-kit";
import type { Instant, Span } from "@solarmon/core";
import { AskedTimes } from "./asked-times.ts";
import { readDayEnergies } from "./day-energies.ts";
import type { MonitoringApi } from "./monitoring-api.ts";
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
  const times = new AskedTimes(site.key, site.timeZone);
  const asked = { start: span.start, end: Math.max(span.start, Math.min(span.end, now)) };
  const days = await readDayEnergies(api, site, asked, call);
  let problems = days.problems;
  let coveredUntil = asked.start;
  if (asked.end === asked.start) yield { siteKey: site.key, readings: [], problems, covers: asked };
  else
    for (const window of times.windows(asked)) {
      const covers = { start: coveredUntil, end: Math.min(window.end, asked.end) };
      const piece = await readWindow(api, site, window, call);
      const readings = [...piece.readings, ...days.readings].filter(
        ({ measuredAt }) => measuredAt >= covers.start && measuredAt < covers.end,
      );
      yield {
        siteKey: site.key,
        readings,
        problems: [...problems, ...piece.problems],
        covers,
      };
      problems = [];
      coveredUntil = covers.end;
      if (coveredUntil === asked.end) return;
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
  call: LinkCall,
): Promise<Piece> {
  const readings: DecodedReading[] = [];
  const problems: DecodeProblem[] = [];
  const refusals: unknown[] = [];
  const kinds = telemetryOf(site);
  for (const { endpoint, path } of kinds)
    try {
      const asked = { endpoint, path, resolution: "QUARTER_HOUR", span } as const;
      const result = await api.series(site, asked, call);
      readings.push(...result.readings);
      problems.push(...result.problems);
    } catch (error) {
      problems.push(problemOf(error, path));
      refusals.push(error);
    }
  if (kinds.length > 0 && refusals.length === kinds.length) throw refusals[0];
  return { readings, problems };
}
