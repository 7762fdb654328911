import {
  ConnectorError,
  type DecodedReading,
  type DecodeProblem,
  type DecodeResult,
  type DiscoveredSite,
  type KnownSite,
  type KnownVendorDevice,
  type LinkCall,
  type LinkPage,
  type ReceivedReply,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { type Clock, DAY_MS, type Span } from "@solarmon/core";
import { growattDecoder } from "./decode.ts";
import { growattDefinition } from "./definition.ts";
import { discoverSites } from "./discover.ts";
import { FAMILIES, type Family } from "./families.ts";
import type { GrowattApi } from "./growatt-api.ts";
import { daysOf } from "./local-days.ts";
import { UNNAMED } from "./replies.ts";

/** Both ends of a span lie in a day each: a span so long touches as many days as one call may ask for. */
const CHUNK_MS = (growattDefinition.history.maxSpanDays - 1) * DAY_MS;

/** One account. */
export class GrowattLink implements VendorLink {
  readonly #api: GrowattApi;
  readonly #clock: Clock;

  constructor(api: GrowattApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return await discoverSites(this.#api, call);
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    for (const site of sites)
      for (const [device, family] of readable(site))
        yield await this.#last(site, device, family, call);
  }

  async *history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncGenerator<LinkPage> {
    const end = Math.min(span.end, this.#clock.now());
    for (let { start } = span; start < end; start += CHUNK_MS)
      yield await this.#past(site, { start, end: Math.min(start + CHUNK_MS, end) }, call);
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #last(
    site: KnownSite,
    device: KnownVendorDevice,
    family: Family,
    call: LinkCall,
  ): Promise<LinkPage> {
    try {
      const reply = await this.#api.last(family, device, call);
      return { siteKey: site.key, ...decode(family.last.endpoint, reply, site, device) };
    } catch (error) {
      if (!concernsDevice(error)) throw error;
      return { siteKey: site.key, readings: [], problems: [], error };
    }
  }

  async #past(site: KnownSite, covers: Span, call: LinkCall): Promise<LinkPage> {
    const readings: DecodedReading[] = [];
    const problems: DecodeProblem[] = [];
    const days = daysOf(covers, site.timeZone);
    for (const [device, family] of readable(site))
      for await (const reply of this.#api.rows(family, device, days, call)) {
        const decoded = decode(family.history.endpoint, reply, site, device);
        readings.push(...decoded.readings.filter(({ measuredAt }) => isIn(covers, measuredAt)));
        problems.push(...decoded.problems);
      }
    return { siteKey: site.key, readings, problems, covers };
  }
}

function readable({ devices }: KnownSite): (readonly [KnownVendorDevice, Family])[] {
  return devices.flatMap((device) => {
    const family = FAMILIES.get(device.address?.["type"] ?? "");
    return family ? [[device, family] as const] : [];
  });
}

/** Some replies do not name the device: it stands in the call. */
function decode(
  endpoint: string,
  reply: ReceivedReply,
  { timeZone }: KnownSite,
  { key }: KnownVendorDevice,
): DecodeResult {
  const { readings, problems } = growattDecoder.decode(endpoint, reply, { timeZone });
  const named = readings.map((reading) => {
    const [device = "", ...part] = reading.deviceId.split(":");
    return device === UNNAMED ? { ...reading, deviceId: [key, ...part].join(":") } : reading;
  });
  return { readings: named, problems };
}

/** A log-in or a connection concerns all devices. Growatt counts calls by device and answers for each alone. */
function concernsDevice(error: unknown): error is ConnectorError {
  if (!ConnectorError.isConnectorError(error) || error.kind === "auth") return false;
  return error.status !== null && error.status < 300;
}

function isIn({ start, end }: Span, at: number): boolean {
  return at >= start && at < end;
}
