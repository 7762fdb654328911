import type { LinkCall } from "@solarmon/connectors-kit";
import type { Clock, Instant } from "@solarmon/core";
import type { MonitoringApi } from "./monitoring-api.ts";

/**
 * What sites are like, so that a discovery of many of them, which takes several minutes' calls, goes on where it was
 * cut, and one that is made each day costs little.
 */
export class SiteMemory {
  readonly #api: MonitoringApi;
  readonly #clock: Clock;
  readonly #bodies = new Map<string, { readonly body: unknown; readonly at: Instant }>();

  constructor(api: MonitoringApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** Body of a reply that may be so old [ms]. @throws `ConnectorError` */
  async body(path: string, maxAgeMs: number, call: LinkCall): Promise<unknown> {
    const now = this.#clock.now();
    const kept = this.#bodies.get(path);
    if (kept && now - kept.at < maxAgeMs) return kept.body;
    const body = await this.#api.body(path, call);
    this.#bodies.set(path, { body, at: now });
    return body;
  }
}
