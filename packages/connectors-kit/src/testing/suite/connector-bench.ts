import assert from "node:assert/strict";
import type { Instant, Span } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import type { ConnectorDescription } from "../../connector-description.ts";
import type {
  Connector,
  DiscoveredSite,
  KnownSite,
  LinkSettings,
  VendorLink,
} from "../../connector.ts";
import { createMemoryHost, type MemoryHostOptions } from "../../create-memory-host.ts";
import { ConnectorError } from "../../http/connector-error.ts";
import type { ReceivedReply, VendorRequest } from "../../http/vendor-http.ts";
import type { LinkHost } from "../../link-host.ts";
import { createRecorder, type Recording } from "../../record/recorder.ts";
import { createRedactor, type Redactor } from "../../record/redactor.ts";
import type { TokenSet, TokenStore } from "../../tokens/token-store.ts";
import type { StandIn, StandInWorld } from "../stand-in.ts";
import type { ConnectorSuiteOptions } from "./suite-options.ts";
import { uncountedLedger } from "./uncounted-ledger.ts";

/** Pauses that the quota may demand of one discovery. */
const MOST_WAITS = 20;

/** A Monday in summer, in the morning, with the sun up in Berlin. */
const START_AT = Date.UTC(2024, 5, 10, 7, 2);
const BERLIN: StandInWorld = {
  timeZone: "Europe/Berlin",
  noonAt: Date.UTC(2024, 5, 10, 11, 0),
  countsCalls: false,
};

/** Tokens in memory that survive the link which wrote them. */
export class KeptTokens implements TokenStore {
  tokens: TokenSet | undefined;

  async load(): Promise<TokenSet | undefined> {
    return this.tokens;
  }

  async save(tokens: TokenSet): Promise<void> {
    this.tokens = tokens;
  }
}

/** A connector, a new stand-in of its vendor and a clock that moves when told to: what a law works with. */
export class ConnectorBench implements AsyncDisposable {
  readonly clock: VirtualClock;
  readonly world: StandInWorld;
  readonly standIn: StandIn;
  readonly connector: Connector;
  readonly description: ConnectorDescription;
  /** What a person told; the newest. */
  settings: LinkSettings;
  /** Tokens of its links, as a service keeps them. */
  readonly tokens: KeptTokens = new KeptTokens();
  readonly redactor: Redactor = createRedactor();
  /** Every reply, as it would be kept for a fixture. */
  readonly recordings: Recording[] = [];
  /** Every reply as it came. */
  readonly replies: ReceivedReply[] = [];
  readonly #options: ConnectorSuiteOptions;
  readonly #open: AsyncDisposable[] = [];

  private constructor(
    options: ConnectorSuiteOptions,
    standIn: StandIn,
    clock: VirtualClock,
    world: StandInWorld,
  ) {
    this.#options = options;
    this.connector = options.connector;
    this.description = options.connector.describe();
    this.standIn = standIn;
    this.settings = standIn.settings;
    this.clock = clock;
    this.world = world;
    for (const secret of standIn.secrets()) this.redactor.add(secret);
  }

  static async open(
    options: ConnectorSuiteOptions,
    startAt: Instant = START_AT,
    world: StandInWorld = BERLIN,
  ): Promise<ConnectorBench> {
    const clock = new VirtualClock(startAt);
    return new ConnectorBench(options, await options.standIn(clock, world), clock, world);
  }

  /** Another one of the same vendor, elsewhere and at another time. */
  async elsewhere(startAt: Instant, world: StandInWorld): Promise<ConnectorBench> {
    const other = await ConnectorBench.open(this.#options, startAt, world);
    this.#open.push(other);
    return other;
  }

  /** The same again, with a vendor who counts calls. */
  async counting(): Promise<ConnectorBench> {
    return await this.elsewhere(this.clock.now(), { ...this.world, countsCalls: true });
  }

  /** What links get, with a ledger of its own. */
  async host(change: MemoryHostOptions = {}): Promise<LinkHost> {
    const record = createRecorder(this.redactor);
    const host = await createMemoryHost(this.connector, this.settings, {
      clock: this.clock,
      redactor: this.redactor,
      tokens: this.tokens,
      onReply: (request: VendorRequest, reply: ReceivedReply) => {
        this.replies.push(reply);
        this.recordings.push(record(request, reply));
      },
      ...change,
    });
    return this.world.countsCalls === false
      ? { ...host, ledger: uncountedLedger(host.ledger) }
      : host;
  }

  /** A link with a host of its own. */
  async link(change: MemoryHostOptions = {}): Promise<VendorLink> {
    const link = this.connector.open(this.settings, await this.host(change));
    this.#open.push(link);
    return link;
  }

  /** Sites as whoever runs links knows them: from a discovery. */
  async sites(link: VendorLink): Promise<readonly KnownSite[]> {
    const found = await this.#discover(link);
    return found.map(({ key, timeZone, devices }) => ({
      key,
      timeZone: timeZone ?? this.world.timeZone,
      devices,
    }));
  }

  /** A discovery may cost more calls than a minute has; whoever runs links goes on with it later. */
  async #discover(link: VendorLink): Promise<readonly DiscoveredSite[]> {
    for (let waits = 0; ; waits += 1)
      try {
        return await link.discover();
      } catch (error) {
        const isShort = ConnectorError.isConnectorError(error) && error.status === null;
        const retryAt = isShort && waits < MOST_WAITS ? error.retryAt : null;
        const why = error instanceof Error ? error.message : String(error);
        if (retryAt === null) assert.fail(`a discovery failed: ${why}`);
        this.clock.set(Math.max(retryAt, this.clock.now()));
      }
  }

  /** A link with its sites. */
  async linked(change: MemoryHostOptions = {}): Promise<LinkedBench> {
    const link = await this.link(change);
    return { link, sites: await this.sites(link) };
  }

  /** A person logs in again: there are new settings, and what was kept of the last log-in is thrown away. */
  logInAgain(): void {
    this.settings = this.standIn.logInAgain();
    this.tokens.tokens = undefined;
    for (const secret of this.standIn.secrets()) this.redactor.add(secret);
  }

  energyWh(siteKey: string, span: Span): number {
    return this.standIn.energyWh(siteKey, span);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const open of this.#open.toReversed()) await open[Symbol.asyncDispose]();
    await this.standIn[Symbol.asyncDispose]();
  }
}

export interface LinkedBench {
  readonly link: VendorLink;
  readonly sites: readonly KnownSite[];
}
