import {
  ConnectorError,
  type KnownSite,
  type LinkCall,
  type LinkPage,
} from "@solarmon/connectors-kit";
import type { Instant, Span } from "@solarmon/core";
import { ARCHIVE_RULES } from "./points.ts";
import type { SolarApi } from "./solar-api.ts";

/** What the archive knows of a span. A device without an archive is known to keep nothing. */
export async function readArchive(
  api: SolarApi,
  site: KnownSite,
  span: Span,
  now: Instant,
  call: LinkCall,
): Promise<LinkPage> {
  const covers = { start: span.start, end: Math.max(span.start, Math.min(span.end, now)) };
  const nothing = { siteKey: site.key, readings: [], problems: [], covers };
  if (covers.end === covers.start) return nothing;
  try {
    const path = archivePath(covers, site.timeZone);
    const { readings, problems } = await api.read(
      { endpoint: "archive", path },
      site.timeZone,
      call,
    );
    const asked = readings.filter(
      ({ measuredAt }) => measuredAt >= covers.start && measuredAt < covers.end,
    );
    return { ...nothing, readings: asked, problems };
  } catch (error) {
    if (ConnectorError.isConnectorError(error) && error.kind === "gone") return nothing;
    throw error;
  }
}

/** It takes whole local days, both ends included. */
function archivePath({ start, end }: Span, timeZone: string): string {
  const date = new Intl.DateTimeFormat("de-AT", { timeZone, dateStyle: "medium" });
  const query = new URLSearchParams({
    Scope: "System",
    StartDate: date.format(start),
    EndDate: date.format(end - 1),
  });
  for (const { field } of ARCHIVE_RULES) query.append("Channel", field);
  return `GetArchiveData.cgi?${query.toString()}`;
}
