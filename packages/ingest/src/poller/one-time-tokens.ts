import {
  type Connector,
  createSecretTokenStore,
  type LinkSettings,
  type TokenSet,
  type TokenStore,
} from "@solarmon/connectors-kit";
import { type Clock, DAY_MS, type Id, type Instant, type SecretStore } from "@solarmon/core";
import { createHash } from "node:crypto";
import { linkSecretNames } from "./link-secrets.ts";
import { VISIT_SECRETS } from "./visit-secrets.ts";

/** A try may be in the evening, and the link made the next morning; who waits longer lets us in again. */
const KEPT_MS = DAY_MS;

interface KeptTokens extends TokenSet {
  readonly keptAt: Instant;
}

/** Settings that the vendor takes once, by name. */
export function oneTimeSettings(connector: Connector): string[] {
  const rules = connector.describe().settings;
  return rules.filter(({ isOneTime }) => isOneTime === true).map(({ name }) => name);
}

/**
 * Tokens for somebody who asks a vendor before there is a link. What came for a setting that works once is kept, or the
 * owner would have to let us in again after each try.
 */
export class OneTimeTokens {
  readonly #secrets: SecretStore;
  readonly #clock: Clock;

  constructor(secrets: SecretStore, clock: Clock) {
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /** Ends with the process where the settings can be used again. */
  storeFor(connector: Connector, settings: LinkSettings): TokenStore {
    const name = nameOf(connector, settings);
    if (name === null) return new ShortTokens();
    const kept = createSecretTokenStore(this.#secrets, name);
    const save = async (tokens: TokenSet): Promise<void> => {
      const timed: KeptTokens = { ...tokens, keptAt: this.#clock.now() };
      await kept.save(timed);
    };
    return { load: async () => await kept.load(), save };
  }

  /** Removes what was kept a day ago and no link has taken over since. */
  async sweep(): Promise<void> {
    for (const name of await this.#secrets.names(VISIT_SECRETS)) {
      const ageMs = this.#clock.now() - keptAtIn((await this.#secrets.get(name)) ?? "");
      if (ageMs >= KEPT_MS) await this.#secrets.delete(name);
    }
  }

  /** They are the link's from now on. Call it before the link is first opened. */
  async hand(id: Id, connector: Connector, settings: LinkSettings): Promise<void> {
    const name = nameOf(connector, settings);
    const tokens = name === null ? undefined : await this.#secrets.get(name);
    if (name === null || tokens === undefined) return;
    await this.#secrets.put(linkSecretNames(id).tokens, tokens);
    await this.#secrets.delete(name);
  }
}

/** Names are not encrypted. A digest of what the vendor does not take any more gives nothing away. */
function nameOf(connector: Connector, settings: LinkSettings): string | null {
  const values = oneTimeSettings(connector).map((name) => settings[name] ?? "");
  if (values.every((value) => value === "")) return null;
  const { vendor } = connector.describe();
  const digest = createHash("sha256").update(JSON.stringify([vendor, ...values]));
  return `${VISIT_SECRETS}${digest.digest("hex")}`;
}

/** Long ago for what does not say. */
function keptAtIn(text: string): Instant {
  try {
    const kept: Partial<KeptTokens> = JSON.parse(text);
    return kept.keptAt ?? 0;
  } catch {
    return 0;
  }
}

class ShortTokens implements TokenStore {
  #tokens: TokenSet | undefined;

  async load(): Promise<TokenSet | undefined> {
    return this.#tokens;
  }

  async save(tokens: TokenSet): Promise<void> {
    this.#tokens = tokens;
  }
}
