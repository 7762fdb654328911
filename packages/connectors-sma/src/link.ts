import {
  concernsOneSite,
  type DecodedReading,
  type DecodeResult,
  type DiscoveredSite,
  type KnownSite,
  type LinkCall,
  type LinkPage,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { calendarOf, type Clock, DAY_MS, type Span } from "@solarmon/core";
import { discoverSites } from "./discover.ts";
import type { MonitoringApi } from "./monitoring-api.ts";
import { type LocalDay, readDay } from "./read-day.ts";

/** Plants of one client's consents. */
export class SmaLink implements VendorLink {
  readonly #api: MonitoringApi;
  readonly #clock: Clock;

  constructor(api: MonitoringApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return await discoverSites(this.#api, call);
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    for (const site of sites) yield await this.#newest(site, call);
  }

  async *history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncGenerator<LinkPage> {
    const end = Math.min(span.end, this.#clock.now());
    for (let { start } = span; start < end;) {
      const day = dayOf(start, site.timeZone);
      const covers = { start, end: Math.min(day.span.end, end) };
      yield await this.#past(site, day, covers, call);
      start = day.span.end;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #newest(site: KnownSite, call: LinkCall): Promise<LinkPage> {
    try {
      const now = this.#clock.now();
      const today = dayOf(now, site.timeZone);
      const results = await readDay(this.#api, site, today, call);
      if (results.some(({ readings }) => readings.length > 0)) return toPage(site, results);
      // The day has just begun.
      const before = dayOf(today.span.start - 1, site.timeZone);
      return toPage(site, await readDay(this.#api, site, before, call));
    } catch (error) {
      if (!concernsOneSite(error)) throw error;
      return { siteKey: site.key, readings: [], problems: [], error };
    }
  }

  async #past(site: KnownSite, day: LocalDay, covers: Span, call: LinkCall): Promise<LinkPage> {
    const results = await readDay(this.#api, site, day, call);
    const readings = results.flatMap((result) => result.readings);
    return {
      siteKey: site.key,
      readings: readings.filter(
        ({ measuredAt }) => measuredAt >= covers.start && measuredAt < covers.end,
      ),
      problems: results.flatMap(({ problems }) => problems),
      covers,
    };
  }
}

function dayOf(at: number, timeZone: string): LocalDay {
  const calendar = calendarOf(timeZone);
  const name = new Date(calendar.dayNumber(at) * DAY_MS).toISOString().slice(0, 10);
  return { name, span: calendar.day(at) };
}

/** Of each device the newest power, and the newest count. What lies between two polls is history. */
function toPage(site: KnownSite, results: readonly DecodeResult[]): LinkPage {
  return {
    siteKey: site.key,
    readings: results.flatMap(({ readings }) => newestOf(readings)),
    problems: results.flatMap(({ problems }) => problems),
  };
}

function newestOf(readings: readonly DecodedReading[]): readonly DecodedReading[] {
  const newest = new Map<string, DecodedReading[]>();
  for (const reading of readings) {
    const kept = newest.get(reading.deviceId) ?? [];
    newest.set(reading.deviceId, [...kept.slice(-1), reading]);
  }
  return [...newest].flatMap(([, kept]) =>
    kept.at(-1)?.values["acEnergyToday"] === undefined ? kept.slice(-1) : kept,
  );
}
