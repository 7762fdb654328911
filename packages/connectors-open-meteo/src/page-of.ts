import {
  ConnectorError,
  type JsonObject,
  type KnownSite,
  type LinkPage,
} from "@solarmon/connectors-kit";
import type { Span } from "@solarmon/core";
import { openMeteoDecoder } from "./decode.ts";
import { VENDOR } from "./definition.ts";

/** Readings of one place. Cells of the grid change with the models: the device is the place that was asked for. */
export function pageOf(site: KnownSite, location: JsonObject | undefined, covers: Span): LinkPage {
  if (!location) return { siteKey: site.key, readings: [], problems: [], error: missing(site.key) };
  const body = new TextEncoder().encode(JSON.stringify(location));
  const { readings, problems } = openMeteoDecoder.decode("forecast", { body }, site);
  const inside = readings
    .filter(({ measuredAt }) => measuredAt >= covers.start && measuredAt < covers.end)
    .map((reading) => ({ ...reading, deviceId: deviceKeyOf(site.key) }));
  return { siteKey: site.key, readings: inside, problems, covers };
}

export function deviceKeyOf(siteKey: string): string {
  return `site:${siteKey}`;
}

function missing(siteKey: string): ConnectorError {
  return new ConnectorError("protocol", VENDOR.name, `the reply holds nothing of ${siteKey}`);
}
