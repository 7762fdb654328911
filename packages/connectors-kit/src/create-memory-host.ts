import { systemClock } from "@solarmon/core";
import type { Connector, LinkSettings } from "./connector.ts";
import type { LinkHost } from "./link-host.ts";
import { openQuotaLedger, type QuotaLedgerOptions } from "./quota/quota-ledger.ts";
import { createRedactor } from "./record/redactor.ts";
import type { TokenSet, TokenStore } from "./tokens/token-store.ts";

/** What a host of one's own would do otherwise. */
export type MemoryHostOptions = Partial<Omit<LinkHost, "ledger">>;

/**
 * A host that keeps calls and tokens in memory, for scripts and for apps with one link. A restart forgets how many
 * calls the vendor has counted, and rotated tokens: a service needs stores of its own.
 */
export async function createMemoryHost(
  connector: Connector,
  settings: LinkSettings,
  options: MemoryHostOptions = {},
): Promise<LinkHost> {
  const { quotas, maxConcurrent, settings: rules } = connector.describe();
  const secrets = rules.filter(({ isSecret }) => isSecret).map(({ name }) => settings[name] ?? "");
  const clock = options.clock ?? systemClock;
  const ledger = await openQuotaLedger({
    credential: connector.quotaKeyOf(settings),
    rules: quotas,
    store: FORGETFUL,
    clock,
    ...(maxConcurrent !== null && { maxConcurrent }),
  });
  return {
    fetch: globalThis.fetch,
    tokens: new MemoryTokens(),
    redactor: createRedactor(secrets),
    ...options,
    clock,
    ledger,
  };
}

/** An open ledger knows its counts; only the next one would miss them. */
const FORGETFUL: QuotaLedgerOptions["store"] = {
  load: async () => undefined,
  save: async () => undefined,
};

class MemoryTokens implements TokenStore {
  #tokens: TokenSet | undefined;

  async load(): Promise<TokenSet | undefined> {
    return this.#tokens;
  }

  async save(tokens: TokenSet): Promise<void> {
    this.#tokens = tokens;
  }
}
