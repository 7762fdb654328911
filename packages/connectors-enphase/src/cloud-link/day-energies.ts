import type { DecodeResult, KnownSite, LinkCall } from "@solarmon/connectors-kit";
import { calendarOf, type Instant, type Span } from "@solarmon/core";
import { enphaseDecoder } from "../decode.ts";
import type { CloudApi } from "./cloud-api.ts";

/**
 * What a system made on each local day that ends in a span. Telemetry is rounded to whole watts every five minutes:
 * only this is exact. No call when no day ends in it.
 */
export async function readDayEnergies(
  api: CloudApi,
  site: KnownSite,
  span: Span,
  call: LinkCall,
): Promise<DecodeResult> {
  const calendar = calendarOf(site.timeZone);
  const first = calendar.day(span.start);
  if (first.end > span.end) return { readings: [], problems: [] };
  const date = dateIn(site.timeZone);
  const today = calendar.day(span.end);
  const query = `start_date=${date(first.start)}&end_date=${date(today.start - 1)}&production=all`;
  const path = `/${encodeURIComponent(site.key)}/energy_lifetime?${query}`;
  return enphaseDecoder.decode("cloud-energy-lifetime", await api.get(path, call), site);
}

/** e.g. `2026-03-29`. */
function dateIn(timeZone: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  return (at) => format.format(at);
}
