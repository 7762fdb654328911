import { text } from "node:stream/consumers";
import type { Connector, LinkSettings, SettingRule } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { askConsent } from "./ask-consent.ts";
import { askSetting, type Terminal } from "./ask-setting.ts";

export interface SettingFlags {
  /** `name=value` */
  readonly set?: readonly string[];
  /** `name=VARIABLE` */
  readonly setFromEnv?: readonly string[];
  /** Name of the setting that comes on standard input. */
  readonly setFromStdin?: string;
}

export interface SettingSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: NodeJS.ReadableStream;
  /** `null` where there is nobody to ask. */
  readonly terminal: Terminal | null;
}

/**
 * Settings as flags, environment and standard input give them; on a terminal those that are missing are asked for.
 *
 * @param known - what was told before
 * @throws `invalid_argument` a setting that the vendor does not have, a secret in an argument, an empty variable
 */
export async function gatherSettings(
  connector: Connector,
  flags: SettingFlags,
  sources: SettingSources,
  known: LinkSettings = {},
): Promise<LinkSettings> {
  const rules = connector.describe().settings;
  const given = await givenSettings(rules, flags, sources);
  if (sources.terminal)
    for (const rule of rules.filter((one) => isAskedFor(one, given)))
      given[rule.name] = await askSetting(rule, sources.terminal);
  Object.assign(given, await askConsent(connector, { ...known, ...given }, sources.terminal));
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}

/** Settings that a person gave, none asked for. */
export async function givenSettings(
  rules: readonly SettingRule[],
  flags: SettingFlags,
  { environment, input }: Pick<SettingSources, "environment" | "input">,
): Promise<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const pair of flags.set ?? []) {
    const [name, value] = parsePair("--set", pair);
    if (requireRule(rules, name).isSecret) throw secretInArgument(name);
    given[name] = value;
  }
  for (const pair of flags.setFromEnv ?? []) {
    const [name, variable] = parsePair("--set-from-env", pair);
    requireRule(rules, name);
    given[name] = environment[variable] ?? "";
    if (given[name] === "") throw wrongUse(`the environment variable ${variable} is empty`);
  }
  const { setFromStdin } = flags;
  if (setFromStdin === undefined) return given;
  const { name } = requireRule(rules, setFromStdin);
  given[name] = (await text(input)).replace(/\r?\n$/u, "");
  return given;
}

function isAskedFor({ name, default: standard, isRequired }: SettingRule, given: LinkSettings) {
  return given[name] === undefined && standard === undefined && isRequired;
}

function requireRule(rules: readonly SettingRule[], name: string): SettingRule {
  const rule = rules.find((one) => one.name === name);
  if (rule) return rule;
  const names = rules.map((one) => one.name).join(", ");
  throw wrongUse(`there is no setting ${name}; there are: ${names}`);
}

function parsePair(flag: string, pair: string): [string, string] {
  const at = pair.indexOf("=");
  if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
  throw wrongUse(`${flag} is ${JSON.stringify(pair)}; write it like name=value`);
}

function secretInArgument(name: string): SolarmonError {
  return wrongUse(
    `${name} is a secret, and arguments show in the list of processes. ` +
      `Use --set-from-env ${name}=VARIABLE, --set-from-stdin ${name}, or leave it out to be asked.`,
  );
}

function wrongUse(message: string): SolarmonError {
  return new SolarmonError("invalid_argument", message);
}
