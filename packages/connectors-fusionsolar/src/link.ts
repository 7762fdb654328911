import type {
  DiscoveredSite,
  KnownSite,
  LinkCall,
  LinkHost,
  LinkPage,
  VendorLink,
} from "@solarmon/connectors-kit";
import type { Clock, Span } from "@solarmon/core";
import { askLists, type ListAnswer } from "./ask-list.ts";
import { discoverSites } from "./discover.ts";
import { HistoryReader } from "./history.ts";
import { Neighbours } from "./neighbours.ts";
import { NorthboundApi } from "./northbound-api.ts";
import { PollRound } from "./poll-round.ts";
import type { Access } from "./session.ts";
import { Unfinished } from "./unfinished.ts";

/** The plants of one northbound user. */
export class FusionsolarLink implements VendorLink {
  readonly #api: NorthboundApi;
  readonly #timeZone: string | null;
  readonly #clock: Clock;
  readonly #round: PollRound;
  readonly #history: HistoryReader;
  readonly #neighbours: Neighbours;
  readonly #discovery: Unfinished<ListAnswer>;

  constructor(access: Access, timeZone: string | null, host: LinkHost) {
    this.#api = new NorthboundApi(access, host);
    this.#timeZone = timeZone;
    this.#clock = host.clock;
    this.#round = new PollRound(this.#api, host.clock);
    this.#neighbours = new Neighbours(host.clock);
    this.#history = new HistoryReader(this.#api, this.#neighbours);
    this.#discovery = new Unfinished(host.clock);
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return await this.#discovery.run(
      async (once) => await discoverSites(askLists(this.#api, once, call), this.#timeZone),
    );
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    this.#neighbours.know(sites);
    yield* await this.#round.poll(sites, call);
  }

  async *history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncGenerator<LinkPage> {
    yield* this.#history.read(site, span, this.#clock.now(), call);
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
