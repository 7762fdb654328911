import type { DecodeResult, KnownSite, LinkCall } from "@solarmon/connectors-kit";
import type { Instant, Span } from "@solarmon/core";
import { type DayCounts, mergeReadings } from "./day-counts.ts";
import type { MonitoringApi } from "./monitoring-api.ts";
import { quarterEnergies } from "./quarter-energies.ts";
import type { TelemetryKind } from "./telemetry-kinds.ts";

/** Readings of one kind of device in a span that one call may ask for; those of inverters with their counts. */
export async function readTelemetry(
  api: MonitoringApi,
  site: KnownSite,
  { kind, endpoint, path }: TelemetryKind,
  {
    span,
    from,
    counts,
  }: { readonly span: Span; readonly from: Instant; readonly counts: DayCounts },
  call: LinkCall,
): Promise<DecodeResult> {
  const asked = { endpoint, path, resolution: "QUARTER_HOUR", span } as const;
  const { readings, problems, body } = await api.series(site, asked, call);
  counts.begin(span);
  const counted = kind === "inverter" ? counts.count(quarterEnergies(body)) : [];
  const wanted = [...readings, ...counted].filter(({ measuredAt }) => measuredAt >= from);
  return { readings: mergeReadings(wanted), problems };
}
