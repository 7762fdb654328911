import {
  type DecodedReading,
  type DecodeProblem,
  type KnownSite,
  type LinkCall,
  type LinkPage,
} from "@solarmon/connectors-kit";
import { calendarOf, HOUR_MS, type Instant, type Span, ZoneOffsets } from "@solarmon/core";
import { decodeSite } from "./decode-site.ts";
import { VENDOR } from "./definition.ts";
import { deviceCalls } from "./device-calls.ts";
import type { SungrowApi } from "./sungrow-api.ts";

const PART_MS: number = VENDOR.seriesHours * HOUR_MS;
const LAST_SECOND_MS = 1_000;

/** A page a local day. */
export async function* readHistory(
  api: SungrowApi,
  site: KnownSite,
  span: Span,
  now: Instant,
  call: LinkCall,
): AsyncGenerator<LinkPage> {
  const end = Math.min(span.end, now);
  const calendar = calendarOf(site.timeZone);
  for (let { start } = span; start < end;) {
    const covers = { start, end: Math.min(calendar.day(start).end, end) };
    yield await readDay(api, site, covers, call);
    start = covers.end;
  }
}

/**
 * The parts of a day by its clock. Each is asked for as a whole: an hour that repeats is told by the rows before and
 * after it.
 */
async function readDay(
  api: SungrowApi,
  site: KnownSite,
  covers: Span,
  call: LinkCall,
): Promise<LinkPage> {
  const readings: DecodedReading[] = [];
  const problems: DecodeProblem[] = [];
  for (const part of partsOf(covers, site.timeZone))
    for (const { isPlants, what, points } of deviceCalls([site], api.family)) {
      const { plantMinutes, deviceMinutes } = api.family;
      const parameters = {
        ...what,
        ...part,
        points: points.map((point) => `p${point}`).join(","),
        minute_interval: `${VENDOR.resolutionMinutes}`,
        is_get_point_dict: "1",
      };
      const reply = await api.send(isPlants ? plantMinutes : deviceMinutes, parameters, call);
      const decoded = decodeSite("point-minutes", reply, site);
      readings.push(...decoded.readings.filter(({ measuredAt }) => isIn(covers, measuredAt)));
      problems.push(...decoded.problems);
    }
  return { siteKey: site.key, readings, problems, covers };
}

interface Part {
  readonly start_time_stamp: string;
  readonly end_time_stamp: string;
}

function partsOf({ start, end }: Span, timeZone: string): readonly Part[] {
  const offsets = new ZoneOffsets(timeZone);
  const partAt = (at: Instant): number => Math.floor((at + offsets.at(at).offsetMs) / PART_MS);
  const first = partAt(start);
  const count = partAt(end - 1) - first + 1;
  return Array.from({ length: count }, (_, index) => ({
    start_time_stamp: stampOf((first + index) * PART_MS),
    end_time_stamp: stampOf((first + index + 1) * PART_MS - LAST_SECOND_MS),
  }));
}

/** What a clock shows, as `yyyyMMddHHmmss`. */
function stampOf(localMs: number): string {
  const text = new Date(localMs).toISOString();
  return text.slice(0, "yyyy-MM-ddTHH:mm:ss".length).replaceAll(/\D/gu, "");
}

function isIn({ start, end }: Span, at: Instant): boolean {
  return at >= start && at < end;
}
