import {
  type Connector,
  createSecretTokenStore,
  type LinkSettings,
  type TokenSet,
  type TokenStore,
} from "@solarmon/connectors-kit";
import type { Id, SecretStore } from "@solarmon/core";
import { createHash } from "node:crypto";
import { linkSecretNames } from "./link-secrets.ts";

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

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  /** Ends with the process where the settings can be used again. */
  storeFor(connector: Connector, settings: LinkSettings): TokenStore {
    const name = nameOf(connector, settings);
    return name === null ? new ShortTokens() : createSecretTokenStore(this.#secrets, name);
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
  return `visits/${digest.digest("hex")}`;
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
