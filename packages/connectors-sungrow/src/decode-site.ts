import type { DecodeResult, KnownSite, VendorReply } from "@solarmon/connectors-kit";
import { sungrowDecoder } from "./decode.ts";

/**
 * Reads a reply in the site's own zone. Kinds are those of the discovery: of plants with hybrids only, the plant as a
 * whole is what counts their energy.
 */
export function decodeSite(
  endpoint: "real-time" | "point-minutes",
  reply: VendorReply,
  { timeZone, devices }: KnownSite,
): DecodeResult {
  const { readings, problems } = sungrowDecoder.decode(endpoint, reply, { timeZone });
  const kinds = new Map(devices.map(({ key, kind }) => [key, kind]));
  const known = readings.map((reading) => ({
    ...reading,
    kind: kinds.get(reading.deviceId) ?? reading.kind,
  }));
  return { readings: known, problems };
}
