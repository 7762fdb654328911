import {
  type Connector,
  createRedactor,
  type Fetch,
  type LinkHost,
  type LinkSettings,
  type TokenStore,
} from "@solarmon/connectors-kit";
import type { Clock, QuotaStore } from "@solarmon/core";
import { splitSettings } from "./link-secrets.ts";
import { QuotaLedgers } from "./quota-ledgers.ts";

export interface LinkHostsOptions {
  readonly quotas: QuotaStore;
  readonly clock: Clock;
  /** Default: that of Node. */
  readonly fetch?: Fetch;
}

export interface HostLease {
  readonly host: LinkHost;
  /** When nothing is sent through it any more. */
  readonly release: () => void;
}

/** What links of one process are given: a clock, HTTP, and calls counted together where the vendor counts them so. */
export class LinkHosts {
  readonly #options: LinkHostsOptions;
  readonly #ledgers: QuotaLedgers;

  constructor(options: LinkHostsOptions) {
    this.#options = options;
    this.#ledgers = new QuotaLedgers(options.quotas, options.clock);
  }

  async lease(
    connector: Connector,
    settings: LinkSettings,
    rest: { readonly tokens: TokenStore } & Pick<LinkHost, "onReply">,
  ): Promise<HostLease> {
    const { ledger, release } = await this.#ledgers.lease(connector, settings);
    const { clock, fetch = globalThis.fetch } = this.#options;
    const redactor = createRedactor(Object.values(splitSettings(connector, settings).secret));
    return { host: { clock, fetch, ledger, redactor, ...rest }, release };
  }
}
