import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import type { Id, Link, SecretStore } from "@solarmon/core";
import {
  completeSettings,
  linkSecretNames,
  type OneTimeTokens,
  readLinkSettings,
  splitSettings,
} from "@solarmon/ingest/poller";
import { isAnotherLogin, withoutOneTime } from "./another-login.ts";

/** What links log in with: the secret settings and the tokens of each, and those of tries that no link has yet. */
export class LinkCredentials {
  readonly #secrets: SecretStore;
  readonly #oneTime: OneTimeTokens;

  constructor(secrets: SecretStore, oneTime: OneTimeTokens) {
    this.#secrets = secrets;
    this.#oneTime = oneTime;
  }

  /** Keeps those of a new link. Call it before the link is first opened. */
  async begin(id: Id, connector: Connector, settings: LinkSettings): Promise<void> {
    await this.#keep(id, splitSettings(connector, settings).secret);
    await this.#oneTime.hand(id, connector, settings);
  }

  /**
   * Takes over what a person gave anew.
   *
   * @returns the settings that are stored in the open
   * @throws `invalid_argument` says which settings are missing
   */
  async change(link: Link, connector: Connector, given: LinkSettings): Promise<LinkSettings> {
    const before = await readLinkSettings(this.#secrets, link);
    const kept = withoutOneTime(connector, before, given);
    const settings = completeSettings(connector, { ...kept, ...given });
    const { open, secret } = splitSettings(connector, settings);
    await this.#keep(link.id, secret);
    if (isAnotherLogin(connector, before, settings)) {
      await this.#secrets.delete(linkSecretNames(link.id).tokens);
      await this.#oneTime.hand(link.id, connector, settings);
    }
    return open;
  }

  async #keep(id: Id, secret: LinkSettings): Promise<void> {
    const name = linkSecretNames(id).settings;
    if (Object.keys(secret).length > 0) await this.#secrets.put(name, JSON.stringify(secret));
  }
}
