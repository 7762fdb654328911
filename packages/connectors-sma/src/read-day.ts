import {
  type DecodedReading,
  type DecodeResult,
  type KnownSite,
  type LinkCall,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
} from "@solarmon/connectors-kit";
import { HOUR_MS, type Span } from "@solarmon/core";
import { smaDecoder } from "./decode.ts";
import { intervalIn } from "./intervals.ts";
import type { MonitoringApi } from "./monitoring-api.ts";

/** Name of a local day and its span. */
export interface LocalDay {
  /** e.g. `2026-07-01`. */
  readonly name: string;
  readonly span: Span;
}

/** All that a local day holds so far, device by device: a call for each inverter and one for the plant. */
export async function readDay(
  api: MonitoringApi,
  site: KnownSite,
  { name, span }: LocalDay,
  call: LinkCall,
): Promise<readonly DecodeResult[]> {
  const results: DecodeResult[] = [];
  for (const { key, kind } of site.devices)
    if (kind === "inverter")
      results.push(withCounts(await api.inverterDay(key, name, call), site, span.end));
  const balance = await api.balanceDay(site.key, name, call);
  return [...results, smaDecoder.decode("measurements", balance, site)];
}

/**
 * Powers of the intervals, and what the inverter made since midnight at the end of each: the API has no such counter.
 * An interval that comes late corrects what came before when the day is read again.
 */
function withCounts(reply: ReceivedReply, site: KnownSite, dayEnd: number): DecodeResult {
  const { readings, problems } = smaDecoder.decode("measurements-as-energy", reply, site);
  const body = objectOf(parseJsonBytes(reply.body, new ProblemList())) ?? {};
  const intervalMs = intervalIn(body);
  if (intervalMs === undefined) return { readings, problems };
  let energyWh = 0;
  const counts = readings
    .toSorted((a, b) => a.measuredAt - b.measuredAt)
    .flatMap(({ deviceId, kind, measuredAt, values }): DecodedReading[] => {
      const powerW = values["acPower"];
      if (typeof powerW !== "number") return [];
      energyWh += (powerW * intervalMs) / HOUR_MS;
      // At midnight the next day begins to count: the last interval ends just before.
      const countedAt = Math.min(measuredAt + intervalMs, dayEnd - 1);
      const acEnergyToday = Math.round(energyWh * 1_000) / 1_000;
      return [{ deviceId, kind, measuredAt: countedAt, values: { acEnergyToday } }];
    });
  return { readings: mergeReadings([...readings, ...counts]), problems };
}

/** One reading for an instant of a device: an interval's power starts when the one before was counted. */
function mergeReadings(readings: readonly DecodedReading[]): readonly DecodedReading[] {
  const merged = new Map<number, DecodedReading>();
  for (const reading of readings.toSorted((a, b) => a.measuredAt - b.measuredAt)) {
    const first = merged.get(reading.measuredAt);
    const values = { ...first?.values, ...reading.values };
    merged.set(reading.measuredAt, { ...reading, values });
  }
  return [...merged.values()];
}
