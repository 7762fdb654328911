import type { LinkSettings, SettingRule } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { DESCRIPTION } from "./definition.ts";

/** Settings of a link, read. */
export interface SunSpecSettings {
  readonly host: string;
  readonly port: number;
  readonly unitIds: readonly number[];
  readonly timeoutMs: number;
  readonly pauseMs: number;
  readonly bases: readonly number[];
}

const MAX_PORT = 65_535;
const MAX_UNIT_ID = 255;
const MAX_TIMEOUT_MS = 60_000;
const MAX_PAUSE_MS = 5_000;
const MAX_ADDRESS = 0xffff;

/** @throws `invalid_argument` that names the setting */
export function readSettings(settings: LinkSettings): SunSpecSettings {
  const text = (name: string): string => settings[name]?.trim() || (ruleOf(name)?.default ?? "");
  const host = text("host");
  if (host === "") throw wrong("host", "give the device's address in the local network");
  const numbers = (name: string, least: number, most: number): readonly number[] =>
    numbersIn(name, text(name), least, most);
  const number = (name: string, least: number, most: number): number =>
    numbers(name, least, most)[0] ?? least;
  return {
    host,
    port: number("port", 1, MAX_PORT),
    unitIds: numbers("unitIds", 0, MAX_UNIT_ID),
    timeoutMs: number("timeoutMs", 1, MAX_TIMEOUT_MS),
    pauseMs: number("pauseMs", 0, MAX_PAUSE_MS),
    bases: numbers("baseAddresses", 0, MAX_ADDRESS),
  };
}

function numbersIn(name: string, text: string, least: number, most: number): readonly number[] {
  const numbers = text
    .split(/[\s,;]+/u)
    .filter((part) => part !== "")
    .map(Number);
  const isRight = (number: number): boolean =>
    Number.isInteger(number) && number >= least && number <= most;
  if (numbers.length > 0 && numbers.every(isRight)) return [...new Set(numbers)];
  throw wrong(
    name,
    `${JSON.stringify(text)} is not made of whole numbers from ${least} to ${most}`,
  );
}

function ruleOf(name: string): SettingRule | undefined {
  return DESCRIPTION.settings.find((rule) => rule.name === name);
}

function wrong(name: string, detail: string): SolarmonError {
  return new SolarmonError("invalid_argument", `${name}: ${detail}`);
}
