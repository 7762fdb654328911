import type { KnownSite, LinkPage, ReceivedReply } from "@solarmon/connectors-kit";
import type { Span } from "@solarmon/core";
import { openMeteoDecoder } from "./decode.ts";

/** Readings of one place. Cells of the grid change with the models: the device is the place that was asked for. */
export function pageOf(site: KnownSite, reply: ReceivedReply, covers: Span): LinkPage {
  const { readings, problems } = openMeteoDecoder.decode("forecast", reply, site);
  const inside = readings
    .filter(({ measuredAt }) => measuredAt >= covers.start && measuredAt < covers.end)
    .map((reading) => ({ ...reading, deviceId: deviceKeyOf(site.key) }));
  return { siteKey: site.key, readings: inside, problems, covers };
}

export function deviceKeyOf(siteKey: string): string {
  return `site:${siteKey}`;
}
