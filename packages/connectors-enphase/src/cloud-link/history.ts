import type {
  DecodedReading,
  DecodeProblem,
  KnownSite,
  LinkCall,
  LinkPage,
} from "@solarmon/connectors-kit";
import { DAY_MS, type Instant, type Span } from "@solarmon/core";
import type { CloudApi } from "./cloud-api.ts";
import { readDayEnergies } from "./day-energies.ts";
import { readTelemetry, telemetriesOf } from "./telemetry-call.ts";

const WEEK_MS = 7 * DAY_MS;

/** The past of a system, a week a page: one call for each kind of telemetry, and one for the energies of its days. */
export async function* readHistory(
  api: CloudApi,
  site: KnownSite,
  span: Span,
  now: Instant,
  call: LinkCall,
): AsyncGenerator<LinkPage> {
  const end = Math.min(span.end, now);
  let { start } = span;
  while (start < end) {
    const asked = { start, end: Math.min(start + WEEK_MS, end) };
    const page = await readChunk(api, site, asked, call);
    yield page;
    start = page.covers.end;
  }
}

async function readChunk(
  api: CloudApi,
  site: KnownSite,
  asked: Span,
  call: LinkCall,
): Promise<LinkPage & { readonly covers: Span }> {
  const readings: DecodedReading[] = [];
  const problems: DecodeProblem[] = [];
  let { end } = asked;
  for (const telemetry of telemetriesOf(site)) {
    const read = await readTelemetry(api, site, telemetry, { ...asked, end }, call);
    readings.push(...read.readings);
    problems.push(...read.problems);
    end = Math.min(end, read.until);
  }
  const covers = { start: asked.start, end };
  const days = await readDayEnergies(api, site, covers, call);
  readings.push(...days.readings);
  problems.push(...days.problems);
  const inside = readings.filter(({ measuredAt: at }) => at >= covers.start && at < covers.end);
  return { siteKey: site.key, readings: inside, problems, covers };
}
