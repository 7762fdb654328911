import type { DecodedReading, KnownSite, LinkCall, LinkPage } from "@solarmon/connectors-kit";
import { calendarOf, type Clock, type Instant } from "@solarmon/core";
import { AskedTimes } from "./asked-times.ts";
import { readDayEnergies } from "./day-energies.ts";
import { DayProgress } from "./day-progress.ts";
import { type MonitoringApi, siteDevice } from "./monitoring-api.ts";
import { ReadProgress } from "./read-progress.ts";
import { problemOf, RefusedKinds } from "./refused-kinds.ts";
import { type TelemetryKind, telemetryOf } from "./telemetry-kinds.ts";
import { VENDOR } from "./vendor.ts";

/** Newest values of sites; remembers how far each was read. */
export class SitePoller {
  readonly #api: MonitoringApi;
  readonly #clock: Clock;
  readonly #progress = new ReadProgress();
  readonly #refused = new RefusedKinds();
  readonly #days = new DayProgress();

  constructor(api: MonitoringApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** A page for each call, so that what one cost is never lost with the next. @throws `ConnectorError` */
  async *poll(site: KnownSite, call: LinkCall): AsyncGenerator<LinkPage, void, void> {
    const now = this.#clock.now();
    const refused: string[] = [];
    let countedUntil: Instant = 0;
    for (const kind of telemetryOf(site)) {
      if (this.#refused.isRefused(site.key, kind.path, now)) continue;
      try {
        for await (const page of this.#telemetry(site, kind, now, call)) {
          yield page;
          if (kind.kind === "inverter") countedUntil = endOf(page.readings, countedUntil);
        }
      } catch (error) {
        yield pageOf(site, { readings: [], problems: [problemOf(error, kind.path)] });
        refused.push(kind.path);
      }
    }
    const { readings, problems } = await this.#api.overview(site, call);
    this.#refused.note(site.key, refused, now);
    yield pageOf(site, { readings: stamped(site, readings, countedUntil), problems });
    yield* this.#daysBefore(site, now, call);
  }

  /** Mostly one call; after a night two, of which the first tells the evening before. */
  async *#telemetry(
    site: KnownSite,
    { kind, endpoint, path }: TelemetryKind,
    now: Instant,
    call: LinkCall,
  ): AsyncGenerator<LinkPage, void, void> {
    const key = `${site.key} ${path}`;
    const wanted = this.#progress.spanAt(key, now);
    let latest: readonly DecodedReading[] = [];
    for (const span of new AskedTimes(site.key, site.timeZone).windows(wanted)) {
      const asked = { endpoint, path, resolution: "QUARTER_HOUR", span } as const;
      const { readings, problems } = await this.#api.series(site, asked, call);
      // Of an hour that the clock shows twice more is asked for than is new.
      latest = readings.filter(({ measuredAt }) => measuredAt >= wanted.start);
      // Inverters, which come first, tell what the site was known to make.
      const covers = kind === telemetryOf(site)[0]?.kind ? { covers: span } : {};
      yield { ...pageOf(site, { readings: latest, problems }), ...covers };
    }
    this.#progress.note(key, wanted, latest);
  }

  /** On the first poll, and on the first of each day: what the days before made. */
  async *#daysBefore(
    site: KnownSite,
    now: Instant,
    call: LinkCall,
  ): AsyncGenerator<LinkPage, void, void> {
    const days = this.#days.spanAt(site, now);
    if (!days) return;
    try {
      yield pageOf(site, await readDayEnergies(this.#api, site, days, call));
    } catch (error) {
      yield pageOf(site, { readings: [], problems: [problemOf(error, "energy")] });
    }
    this.#days.note(site, days, now);
  }
}

function pageOf(
  { key: siteKey }: KnownSite,
  { readings, problems }: Pick<LinkPage, "readings" | "problems">,
): LinkPage {
  return { siteKey, readings, problems };
}

function endOf(readings: readonly DecodedReading[], atLeast: Instant): Instant {
  return readings.reduce(
    (end, { measuredAt }) => Math.max(end, measuredAt + VENDOR.quarterMs),
    atLeast,
  );
}

/**
 * The overview counts what the portal knows, which may be less than until now: its time is the end of the newest
 * quarter of an hour of today. Without any, the decoder's time stays.
 */
function stamped(
  { key, timeZone }: KnownSite,
  readings: readonly DecodedReading[],
  countedUntil: Instant,
): readonly DecodedReading[] {
  return readings.map((reading) => {
    const isOfToday = countedUntil > calendarOf(timeZone).day(reading.measuredAt).start;
    const isEarlier = countedUntil < reading.measuredAt;
    return reading.deviceId === siteDevice(key) && isOfToday && isEarlier
      ? { ...reading, measuredAt: countedUntil }
      : reading;
  });
}
