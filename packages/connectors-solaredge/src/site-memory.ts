import type { LinkCall } from "@solarmon/connectors-kit";
import { type Clock, HOUR_MS, type Instant } from "@solarmon/core";
import type { MonitoringApi } from "./monitoring-api.ts";

/** A discovery of many sites takes several minutes' calls: what one begun before has learned is kept so long. */
const KEPT_MS = HOUR_MS;

/** Details and devices of sites, asked for once an hour at most. */
export class SiteMemory {
  readonly #api: MonitoringApi;
  readonly #clock: Clock;
  readonly #bodies = new Map<string, { readonly body: unknown; readonly until: Instant }>();

  constructor(api: MonitoringApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async body(path: string, call: LinkCall): Promise<unknown> {
    const now = this.#clock.now();
    const kept = this.#bodies.get(path);
    if (kept && now < kept.until) return kept.body;
    const body = await this.#api.body(path, call);
    this.#bodies.set(path, { body, until: now + KEPT_MS });
    return body;
  }
}
