import {
  type DecodedReading,
  type DecodeProblem,
  type KnownSite,
  type LinkCall,
  type LinkPage,
} from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, type Instant, type Span, ZoneOffsets } from "@solarmon/core";
import { soliscloudDecoder } from "./decode.ts";
import { inverterKeys } from "./poll.ts";
import type { SolisApi } from "./solis-api.ts";

/** Named in the call, but nothing that is read here depends on it. */
const MONEY = "USD";

/** A page a day, with a call for each inverter. */
export async function* readHistory(
  api: SolisApi,
  site: KnownSite,
  span: Span,
  now: Instant,
  call: LinkCall,
): AsyncGenerator<LinkPage> {
  const end = Math.min(span.end, now);
  // One offset for the whole span: days of a clock that never changes leave no hour out, and repeat none.
  const { offsetMs } = new ZoneOffsets(site.timeZone).at(span.start);
  for (let { start } = span; start < end;) {
    const nextDay = (Math.floor((start + offsetMs) / DAY_MS) + 1) * DAY_MS - offsetMs;
    const covers = { start, end: Math.min(nextDay, end) };
    yield await readDay(api, site, covers, offsetMs, call);
    start = covers.end;
  }
}

async function readDay(
  api: SolisApi,
  site: KnownSite,
  covers: Span,
  offsetMs: number,
  call: LinkCall,
): Promise<LinkPage> {
  const readings: DecodedReading[] = [];
  const problems: DecodeProblem[] = [];
  const time = new Date(covers.start + offsetMs).toISOString().slice(0, "yyyy-MM-dd".length);
  const timeZone = offsetMs / HOUR_MS;
  for (const sn of inverterKeys(site)) {
    const reply = await api.send("inverterDay", { sn, money: MONEY, time, timeZone }, call);
    const decoded = soliscloudDecoder.decode("inverter-day", reply, site);
    const inside = decoded.readings.filter(({ measuredAt: at }) => isIn(covers, at));
    readings.push(...inside.map((reading) => named(reading, sn)));
    problems.push(...decoded.problems);
  }
  return { siteKey: site.key, readings, problems, covers };
}

function isIn({ start, end }: Span, at: Instant): boolean {
  return at >= start && at < end;
}

/** Rows do not name the inverter: it stands in the call. */
function named(reading: DecodedReading, sn: string): DecodedReading {
  const [, ...part] = reading.deviceId.split(":");
  return { ...reading, deviceId: [sn, ...part].join(":") };
}
