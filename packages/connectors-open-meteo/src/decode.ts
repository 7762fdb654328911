import {
  createLocalTimes,
  type DecodeContext,
  type DecodedReading,
  isJsonObject,
  parseJsonBytes,
  ProblemList,
  ReadingRows,
  requireEndpoint,
  type VendorDecoder,
} from "@solarmon/connectors-kit";
import { QUALITY } from "@solarmon/core";
import { VENDOR } from "./definition.ts";
import { describeReason } from "./errors.ts";
import { readLocation } from "./read-location.ts";

/** Readings are of a model: quality `estimated`, a device for each cell of the grid. */
export const openMeteoDecoder: VendorDecoder = {
  vendor: VENDOR.name,
  endpoints: VENDOR.endpoints,
  decode: (endpoint, { body }, context) => {
    requireEndpoint(VENDOR.name, VENDOR.endpoints, endpoint);
    createLocalTimes(context.timeZone);
    const problems = new ProblemList();
    const reply = parseJsonBytes(body, problems);
    const readings = reply === undefined ? [] : readReply(reply, context, problems);
    if (readings.length === 0)
      problems.add("", "no_telemetry", "nothing of the reply is a reading");
    return { readings, problems: problems.toArray() };
  },
};

/** One location is an object, several are a list. */
function readReply(
  reply: unknown,
  { timeZone }: DecodeContext,
  problems: ProblemList,
): DecodedReading[] {
  const rows = new ReadingRows();
  const locations: readonly unknown[] = Array.isArray(reply) ? reply : [reply];
  for (const [index, location] of locations.entries()) {
    const path = Array.isArray(reply) ? `/${index}` : "";
    if (!isJsonObject(location))
      problems.add(path, "malformed", "expected an object of a location");
    else if (location["error"] === true)
      problems.add(`${path}/error`, "vendor_error", describeReason(location["reason"]));
    else readLocation(location, path, rows, problems, zoneOf(location["timezone"], timeZone));
  }
  return rows
    .toArray()
    .map((reading) => ({ ...reading, quality: QUALITY.estimated }))
    .toSorted(byDeviceAndTime);
}

function byDeviceAndTime(a: DecodedReading, b: DecodedReading): number {
  if (a.deviceId !== b.deviceId) return a.deviceId < b.deviceId ? -1 : 1;
  return a.measuredAt - b.measuredAt;
}

/** The zone of the reply if this Node knows it, else the site's. */
function zoneOf(name: unknown, fallback: string): string {
  if (typeof name !== "string" || name === "") return fallback;
  try {
    createLocalTimes(name);
    return name;
  } catch {
    return fallback;
  }
}
