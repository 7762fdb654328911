import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import type { VirtualClock } from "@solarmon/core/testing";
import {
  type Connector,
  type ConnectorDescription,
  ConnectorError,
  createQuotaHttp,
  type DecodedReading,
  type DecodeProblem,
  type DiscoveredSite,
  type KnownSite,
  type LinkHost,
  type LinkPage,
  type LinkSettings,
  type VendorLink,
} from "../../../src/index.ts";
import { StrictVendor } from "../../support/strict-vendor.ts";

export const STEP_MS: number = 5 * MINUTE_MS;

const DESCRIPTION: ConnectorDescription = {
  vendor: "acme",
  name: "Acme",
  level: "gold",
  evidence: "recorded",
  auth: "token",
  settings: [],
  quotas: [],
  maxConcurrent: null,
  pollIntervalMs: STEP_MS,
  isPolledAtNight: false,
  settleMs: DAY_MS,
  historyMs: 400 * DAY_MS,
  historySpanMs: DAY_MS,
};

/** A vendor without HTTP: a reading each five minutes and site, and every way to go wrong. */
export class FakeVendor implements Connector {
  readonly decoder: Connector["decoder"] = {
    vendor: "acme",
    endpoints: [],
    decode: () => ({ readings: [], problems: [] }),
  };
  readonly #clock: VirtualClock;
  readonly #description: ConnectorDescription;
  readonly siteKeys: readonly string[];
  /** Counts on its own, and answers 429 to what is too much. */
  readonly counter: StrictVendor;
  /** What was asked, e.g. `poll a` · `history a 2026-06-01T00:00Z/PT24H`. */
  readonly asked: { readonly at: Instant; readonly what: string; readonly span?: Span }[] = [];
  fault: Error | null = null;
  historyFault: ConnectorError | null = null;
  discoverFault: ConnectorError | null = null;
  /** Goes wrong once, after so many more calls. */
  failAfter: { calls: number; readonly error: Error } | null = null;
  readonly siteFaults = new Map<string, ConnectorError>();
  /** The vendor knows nothing newer than so long ago. */
  lateMs = 0;
  /** Nothing was measured then. */
  silent: Span = { start: 0, end: 0 };
  /** Sites that keep no history, and say so. */
  readonly withoutHistory = new Set<string>();
  deviceKey = "inverter";
  /** A second device, which sends what it measured while it was away so long after it is back. */
  second: { readonly key: string; readonly away: Span; readonly lateMs: number } | null = null;
  problems: readonly DecodeProblem[] = [];
  /** A poll tells what was so long before, too. */
  pollCoversMs = 0;
  /** Calls that each site costs per poll; 0: one call for all. */
  callsPerSite = 0;
  opened = 0;

  constructor(
    clock: VirtualClock,
    siteKeys: readonly string[] = ["a"],
    description: Partial<ConnectorDescription> = {},
  ) {
    this.#clock = clock;
    this.siteKeys = siteKeys;
    this.#description = { ...DESCRIPTION, ...description };
    this.counter = new StrictVendor(clock, this.#description.quotas);
  }

  describe(): ConnectorDescription {
    return this.#description;
  }

  quotaKeyOf(): string {
    return "acme/1";
  }

  open(settings: LinkSettings, host: LinkHost): VendorLink {
    this.opened += 1;
    const { vendor } = this.#description;
    const { ledger, clock } = host;
    const http = createQuotaHttp({ vendor, http: this.counter, ledger, clock });
    const send = async (what: string, span?: Span): Promise<void> => {
      await http.send({ url: "https://acme.example/v1" });
      this.asked.push({ at: clock.now(), what, ...(span && { span }) });
      if (settings["key"] === "old") throw new ConnectorError("auth", vendor, "log-in expired");
      if (this.fault) throw this.fault;
      this.#failInTime();
    };
    return this.#linkOf(send);
  }

  #failInTime(): void {
    if (!this.failAfter) return;
    this.failAfter.calls -= 1;
    if (this.failAfter.calls >= 0) return;
    const { error } = this.failAfter;
    this.failAfter = null;
    throw error;
  }

  #linkOf(send: (what: string, span?: Span) => Promise<void>): VendorLink {
    const poll = (sites: readonly KnownSite[]): AsyncIterable<LinkPage> => this.#poll(sites, send);
    const history = (site: KnownSite, span: Span): AsyncIterable<LinkPage> =>
      this.#history(site, span, send);
    return {
      discover: async () => {
        await send("discover");
        if (this.discoverFault) throw this.discoverFault;
        return this.siteKeys.map((key) => this.#discovered(key));
      },
      poll,
      ...(this.#description.historyMs > 0 && { history }),
      [Symbol.asyncDispose]: async () => undefined,
    };
  }

  #discovered(key: string): DiscoveredSite {
    const keys = [this.deviceKey, ...(this.second ? [this.second.key] : [])];
    const devices = keys.map((name) => ({ key: name, kind: "inverter", name }) as const);
    const capabilities = this.withoutHistory.has(key)
      ? [{ name: "history", isAvailable: false, reason: "not_permitted" } as const]
      : [];
    return { key, name: key, timeZone: "Europe/Berlin", devices, capabilities };
  }

  async *#poll(
    sites: readonly KnownSite[],
    send: (what: string) => Promise<void>,
  ): AsyncGenerator<LinkPage> {
    if (this.callsPerSite === 0) await send(`poll ${sites.map(({ key }) => key).join(" ")}`);
    for (const { key: siteKey } of sites) {
      for (let call = 0; call < this.callsPerSite; call += 1) await send(`poll ${siteKey}`);
      const error = this.siteFaults.get(siteKey);
      const newestAt = Math.floor((this.#clock.now() - this.lateMs) / STEP_MS) * STEP_MS;
      const covers = { start: newestAt - this.pollCoversMs, end: newestAt + 1 };
      const readings = error ? [] : this.#told(covers.start, covers.end);
      const told = this.pollCoversMs > 0 ? { covers } : {};
      yield { siteKey, readings, problems: this.problems, ...told, ...(error && { error }) };
    }
  }

  async *#history(
    { key: siteKey }: KnownSite,
    span: Span,
    send: (what: string, span: Span) => Promise<void>,
  ): AsyncGenerator<LinkPage> {
    // Two pages a chunk, a call each.
    const pageMs = this.#description.historySpanMs / 2;
    for (let { start } = span; start < span.end; start += pageMs) {
      const part = { start, end: Math.min(start + pageMs, span.end) };
      await send(`history ${siteKey}`, part);
      if (this.historyFault) throw this.historyFault;
      const error = this.siteFaults.get(siteKey);
      const end = Math.min(part.end, this.#clock.now() - this.lateMs);
      const covers = { start: part.start, end: Math.max(part.start, end) };
      const readings = this.#told(part.start, covers.end);
      yield { siteKey, readings, problems: [], covers, ...(error && { error }) };
    }
  }

  readings(start: Instant, end: Instant): DecodedReading[] {
    const readings: DecodedReading[] = [];
    for (let at = Math.ceil(start / STEP_MS) * STEP_MS; at < end; at += STEP_MS)
      if (at < this.silent.start || at >= this.silent.end)
        readings.push({
          deviceId: this.deviceKey,
          kind: "inverter",
          measuredAt: at,
          values: { acPower: 1_000 },
        });
    return readings;
  }

  /** What the second device measured, whether the vendor has it or not. */
  readingsOfSecond(start: Instant, end: Instant): DecodedReading[] {
    const { key: deviceId = "" } = this.second ?? {};
    return this.readings(start, end).map((reading) => ({ ...reading, deviceId }));
  }

  #told(start: Instant, end: Instant): DecodedReading[] {
    const { away = { start: 0, end: 0 }, lateMs = 0 } = this.second ?? {};
    const isThere = this.#clock.now() >= away.end + lateMs;
    const ofSecond = this.second ? this.readingsOfSecond(start, end) : [];
    const has = (at: Instant): boolean => isThere || at < away.start || at >= away.end;
    return [...this.readings(start, end), ...ofSecond.filter(({ measuredAt }) => has(measuredAt))];
  }

  /** How often it was asked for something. */
  count(what: string, span: Span = { start: -Infinity, end: Infinity }): number {
    return this.asked.filter(
      (asked) => asked.what.startsWith(what) && asked.at >= span.start && asked.at < span.end,
    ).length;
  }
}

/** Light from 6 to 18 UTC. */
export const LIGHT = {
  next: (at: Instant): Span => {
    const day = Math.floor((at - 18 * HOUR_MS) / DAY_MS + 1) * DAY_MS;
    return { start: day + 6 * HOUR_MS, end: day + 18 * HOUR_MS };
  },
};
