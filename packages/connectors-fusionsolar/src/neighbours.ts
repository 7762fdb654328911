import { ConnectorError, type KnownSite } from "@solarmon/connectors-kit";
import { type Clock, DAY_MS, HOUR_MS, type Instant, type Span } from "@solarmon/core";
import { VENDOR } from "./definition.ts";
import { type DeviceCall, historyCalls } from "./device-calls.ts";
import type { SitePart } from "./split-reply.ts";

/** A call for one site with room left for others. */
export interface SharedCall {
  readonly call: DeviceCall;
  /** The site itself first. */
  readonly sites: readonly KnownSite[];
}

interface KeptPart {
  readonly at: Instant;
  readonly part: SitePart;
}

const KEPT_MS = HOUR_MS;
/** Of ten sites that share calls for four types, nine wait for theirs. Three days of a device take about 1 MB. */
const MAX_PARTS = 40;

/**
 * Ten devices cost one call for the history, whosever they are, and calls are few: sites that are read for the same
 * span share one. What comes along is kept for an hour, until its own site is asked for.
 */
export class Neighbours {
  readonly #clock: Clock;
  readonly #kept = new Map<string, KeptPart>();
  #sites: readonly KnownSite[] = [];
  #aloneUntil: Instant = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** All sites that are read. */
  know(sites: readonly KnownSite[]): void {
    if (sites.length >= this.#sites.length) this.#sites = sites;
  }

  /** The same call with devices of as many other sites as have room. */
  share(site: KnownSite, call: DeviceCall, span: Span): SharedCall {
    const sites = [site];
    let ids = idsIn(call);
    if (this.#clock.now() < this.#aloneUntil) return { call, sites };
    for (const other of this.#after(site)) {
      if (ids.length === VENDOR.historyDevices) break;
      const more = ownCall(other, call, span);
      if (!more || ids.length + idsIn(more).length > VENDOR.historyDevices) continue;
      ids = [...ids, ...idsIn(more)];
      sites.push(other);
    }
    return { call: { ...call, body: { ...call.body, devIds: ids.join(",") } }, sites };
  }

  keep({ call, sites }: SharedCall, parts: readonly SitePart[], span: Span): void {
    for (const site of sites.slice(1)) {
      const own = ownCall(site, call, span);
      const part = parts.find(({ siteKey }) => siteKey === site.key);
      if (own && part) this.#kept.set(keyOf(own), { at: this.#clock.now(), part });
    }
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= MAX_PARTS) break;
      this.#kept.delete(key);
    }
  }

  /** What came along with another site's call; given once. */
  take(call: DeviceCall): SitePart | undefined {
    const key = keyOf(call);
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    return kept && this.#clock.now() - kept.at <= KEPT_MS ? kept.part : undefined;
  }

  /** A refusal may be another site's fault: for a day each is asked for alone. @throws the error, as one that passes */
  blame({ sites }: SharedCall, error: unknown): void {
    if (sites.length === 1 || !ConnectorError.isConnectorError(error)) return;
    if (error.kind !== "gone" && error.kind !== "invalid") return;
    this.#aloneUntil = this.#clock.now() + DAY_MS;
    const { vendor, message, status } = error;
    throw new ConnectorError("transient", vendor, message, {
      cause: error,
      ...(status !== null && { status }),
    });
  }

  #after({ key }: KnownSite): readonly KnownSite[] {
    const index = this.#sites.findIndex((site) => site.key === key);
    return index < 0 ? [] : [...this.#sites.slice(index + 1), ...this.#sites.slice(0, index)];
  }
}

/** The call that the site would make for itself, if one is enough. */
function ownCall(site: KnownSite, { body }: DeviceCall, span: Span): DeviceCall | undefined {
  const calls = historyCalls(site, span).filter(
    (own) => own.body["devTypeId"] === body["devTypeId"],
  );
  return calls.length === 1 ? calls[0] : undefined;
}

function idsIn({ body }: DeviceCall): readonly string[] {
  return String(body["devIds"]).split(",");
}

function keyOf({ body }: DeviceCall): string {
  return JSON.stringify(body);
}
