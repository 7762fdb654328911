import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import { oneTimeSettings } from "@solarmon/ingest/poller";

/** A new consent takes the place of the last one, whichever setting tells it. */
export function withoutOneTime(
  connector: Connector,
  before: LinkSettings,
  given: LinkSettings,
): LinkSettings {
  const names = oneTimeSettings(connector);
  if (!names.some((name) => given[name] !== undefined)) return before;
  return Object.fromEntries(Object.entries(before).filter(([name]) => !names.includes(name)));
}

/** What came for a setting that works once is all there is to go on with, unless that setting is a new one. */
export function isAnotherLogin(
  connector: Connector,
  before: LinkSettings,
  now: LinkSettings,
): boolean {
  const names = oneTimeSettings(connector);
  const isUsed = names.some((name) => now[name] !== undefined);
  return !isUsed || names.some((name) => before[name] !== now[name]);
}
