import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { askSetting, type Terminal } from "./ask-setting.ts";

/**
 * What an owner's consent gives, where the vendor wants one and none is given: sends the person to the vendor's page.
 *
 * @param settings - all that is known
 * @throws `invalid_argument` with the page's address, when there is nobody to ask
 */
export async function askConsent(
  connector: Connector,
  settings: LinkSettings,
  terminal: Terminal | null,
): Promise<LinkSettings> {
  const { consent } = connector;
  const rules = connector.describe().settings;
  const isGiven = rules.some(({ name, isOneTime }) => isOneTime && settings[name] !== undefined);
  const rule = rules.find(({ name }) => name === consent?.setting);
  if (!consent || !rule || isGiven) return {};
  const page = consent.url(settings);
  if (!terminal)
    throw new SolarmonError(
      "invalid_argument",
      `the owner must let the app in, at ${page} Then give the address at which the browser ends: ` +
        `--set-from-env ${rule.name}=VARIABLE`,
    );
  terminal.output.write(`Open this page, log in as the owner, and agree:\n\n${page}\n\n`);
  return { [rule.name]: await askSetting({ ...rule, isRequired: true }, terminal) };
}
