import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import { type Id, type Link, type SecretStore, SolarmonError } from "@solarmon/core";

/** Names in the secret store. */
export function linkSecretNames(id: Id): { readonly settings: string; readonly tokens: string } {
  return { settings: `links/${id}/settings`, tokens: `links/${id}/tokens` };
}

/** Removes what is kept of a link that is gone. */
export async function forgetLinkSecrets(secrets: SecretStore, id: Id): Promise<void> {
  for (const name of Object.values(linkSecretNames(id))) await secrets.delete(name);
}

/** Settings that may be stored in the open, and those that may not. */
export function splitSettings(
  connector: Connector,
  settings: LinkSettings,
): { readonly open: LinkSettings; readonly secret: LinkSettings } {
  const rules = connector.describe().settings;
  const secrets = new Set(rules.filter(({ isSecret }) => isSecret).map(({ name }) => name));
  const entries = Object.entries(settings);
  return {
    open: Object.fromEntries(entries.filter(([name]) => !secrets.has(name))),
    secret: Object.fromEntries(entries.filter(([name]) => secrets.has(name))),
  };
}

/** All settings of a link, the secret ones among them: never log or store the whole. */
export async function readLinkSettings(secrets: SecretStore, link: Link): Promise<LinkSettings> {
  const name = linkSecretNames(link.id).settings;
  const text = await secrets.get(name);
  return { ...link.settings, ...(text === undefined ? {} : parseSettings(text, name)) };
}

/** Settings with the defaults that the connector states. @throws `invalid_argument` says which are missing */
export function completeSettings(connector: Connector, given: LinkSettings): LinkSettings {
  const { name: vendor, settings: rules } = connector.describe();
  const settings = { ...given };
  for (const rule of rules) if (rule.default !== undefined) settings[rule.name] ??= rule.default;
  const missing = rules.filter(({ name, isRequired }) => isRequired && !settings[name]);
  if (missing.length === 0) return settings;
  const names = missing.map(({ name, text }) => `${name} (${text})`).join(", ");
  throw new SolarmonError("invalid_argument", `${vendor} needs ${names}`);
}

function parseSettings(text: string, name: string): LinkSettings {
  try {
    const settings: LinkSettings = JSON.parse(text);
    return settings;
  } catch {
    // No cause: a parse error quotes the text, which is a secret.
    throw new SolarmonError("storage_corrupt", `the secret ${name} cannot be read; sign in again`);
  }
}
