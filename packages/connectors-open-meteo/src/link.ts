import {
  ConnectorError,
  type DiscoveredSite,
  type KnownSite,
  type LinkCall,
  type LinkPage,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { type Clock, HOUR_MS, type Instant, type Span } from "@solarmon/core";
import { STEP_MS } from "./definition.ts";
import { discoverPlaces } from "./discover.ts";
import type { ForecastApi } from "./forecast-api.ts";
import { pageOf } from "./page-of.ts";
import { type Place, placeOf } from "./places.ts";

/** What a poll tells reaches so far back: polls may come an hour late, and lose nothing. */
const LOOK_BACK_MS = 2 * HOUR_MS;

/** Places of one caller. */
export class OpenMeteoLink implements VendorLink {
  readonly #places: readonly Place[];
  readonly #api: ForecastApi;
  readonly #clock: Clock;

  constructor(places: readonly Place[], api: ForecastApi, clock: Clock) {
    this.#places = places;
    this.#api = api;
    this.#clock = clock;
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return await discoverPlaces(this.#api, this.#places, this.#clock.now(), call);
  }

  /** What is over only: rows of a quarter that still goes on are a forecast. */
  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    const now = this.#clock.now();
    for (const site of sites) yield await this.#newest(site, now, call);
  }

  async *history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncGenerator<LinkPage> {
    const now = this.#clock.now();
    const covers = { start: span.start, end: Math.max(span.start, Math.min(span.end, now)) };
    if (covers.start === covers.end) {
      yield { siteKey: site.key, readings: [], problems: [], covers };
      return;
    }
    const asked = { start: covers.start, end: Math.min(endOfRow(covers.end), now) };
    yield pageOf(site, await this.#api.read(placeOf(site.key), asked, "GMT", call), covers);
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #newest(site: KnownSite, now: Instant, call: LinkCall): Promise<LinkPage> {
    const end = Math.floor(now / STEP_MS) * STEP_MS;
    const asked = { start: end - LOOK_BACK_MS, end };
    try {
      const reply = await this.#api.read(placeOf(site.key), asked, "GMT", call);
      return pageOf(site, reply, { start: asked.start, end: now });
    } catch (error) {
      if (!concernsPlace(error)) throw error;
      return { siteKey: site.key, readings: [], problems: [], error };
    }
  }
}

/** A key, a quota or a connection concerns all places. */
function concernsPlace(error: unknown): error is ConnectorError {
  return (
    ConnectorError.isConnectorError(error) &&
    (error.kind === "invalid" || error.kind === "protocol")
  );
}

function endOfRow(at: number): number {
  return Math.ceil(at / STEP_MS) * STEP_MS;
}
