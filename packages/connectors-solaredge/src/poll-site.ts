import type { DecodedReading, KnownSite, LinkCall, LinkPage } from "@solarmon/connectors-kit";
import { calendarOf, type Clock, type Instant, type Span } from "@solarmon/core";
import { AskedTimes } from "./asked-times.ts";
import { DayCounts } from "./day-counts.ts";
import type { MonitoringApi } from "./monitoring-api.ts";
import { ReadProgress } from "./read-progress.ts";
import { readTelemetry } from "./read-telemetry.ts";
import { problemOf, RefusedKinds } from "./refused-kinds.ts";
import { type TelemetryKind, telemetryOf } from "./telemetry-kinds.ts";
import { VENDOR } from "./vendor.ts";

/** Newest values of sites; remembers how far each was read. */
export class SitePoller {
  readonly #api: MonitoringApi;
  readonly #clock: Clock;
  readonly #progress = new ReadProgress();
  readonly #refused = new RefusedKinds();
  readonly #counts = new Map<string, DayCounts>();

  constructor(api: MonitoringApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** A page for each call, so that what one cost is never lost with the next. @throws `ConnectorError` */
  async *poll(site: KnownSite, call: LinkCall): AsyncGenerator<LinkPage, void, void> {
    const now = this.#clock.now();
    const refused: string[] = [];
    let isCounted = false;
    for (const kind of telemetryOf(site)) {
      if (this.#refused.isRefused(site.key, kind.path, now)) continue;
      try {
        yield* this.#telemetry(site, kind, now, call);
        isCounted ||= kind.kind === "inverter";
      } catch (error) {
        yield pageOf(site, { readings: [], problems: [problemOf(error, kind.path)] });
        refused.push(kind.path);
      }
    }
    if (!isCounted) yield pageOf(site, await this.#api.overview(site, call));
    this.#refused.note(site.key, refused, now);
  }

  /** Mostly one call; after a night two, of which the first tells the evening before. */
  async *#telemetry(
    site: KnownSite,
    kind: TelemetryKind,
    now: Instant,
    call: LinkCall,
  ): AsyncGenerator<LinkPage, void, void> {
    const times = new AskedTimes(site.key, site.timeZone);
    const counts = this.#countsOf(site);
    const key = `${site.key} ${kind.path}`;
    const wanted = sinceMidnight(site, kind, this.#progress.spanAt(key, now), counts, now);
    let latest: readonly DecodedReading[] = [];
    // The quarter before comes along: where it ends, its count belongs to the first reading.
    for (const span of times.windows({ ...wanted, start: wanted.start - VENDOR.quarterMs })) {
      const asked = { span, from: wanted.start, counts };
      const result = await readTelemetry(this.#api, site, kind, asked, call);
      latest = result.readings;
      this.#progress.notePart(key, wanted, Math.min(span.end, wanted.end));
      // Inverters, which come first, tell from when on the site is known.
      const isFirst = kind === telemetryOf(site)[0];
      yield { ...pageOf(site, result), ...(isFirst && { covers: span }) };
    }
    this.#progress.note(key, wanted, latest.filter(isOfQuarter));
  }

  #countsOf({ key, timeZone }: KnownSite): DayCounts {
    const counts = this.#counts.get(key) ?? new DayCounts(timeZone);
    this.#counts.set(key, counts);
    return counts;
  }
}

/** A day can be counted only from its beginning on; the first poll reads yesterday, too, whose evening nobody may have seen. */
function sinceMidnight(
  { timeZone }: KnownSite,
  { kind }: TelemetryKind,
  { start, end }: Span,
  counts: DayCounts,
  now: Instant,
): Span {
  if (kind !== "inverter" || counts.isBegun(now)) return { start, end };
  const calendar = calendarOf(timeZone);
  const today = calendar.day(now).start;
  const from = counts.isBegun(today - 1) ? today : calendar.day(today - 1).start;
  return { start: Math.min(start, from), end };
}

/** A count at the end of the newest quarter of an hour is no quarter that was read. */
function isOfQuarter({ values }: DecodedReading): boolean {
  return Object.keys(values).some((point) => point !== "acEnergyToday");
}

function pageOf(
  { key: siteKey }: KnownSite,
  { readings, problems }: Pick<LinkPage, "readings" | "problems">,
): LinkPage {
  return { siteKey, readings, problems };
}
