import {
  type DecodedReading,
  type DecodeProblem,
  type KnownSite,
  ProblemList,
  type ReceivedReply,
  textOf,
} from "@solarmon/connectors-kit";
import { fusionsolarDecoder } from "./decode.ts";
import { plantDevice } from "./device-calls.ts";
import { parseEnvelope } from "./replies.ts";

/** What one reply tells of one site. */
export interface SitePart {
  readonly siteKey: string;
  readonly readings: readonly DecodedReading[];
  readonly problems: readonly DecodeProblem[];
}

/** A reply of several sites' devices, taken apart. Each site has its own clock, so each zone is decoded by itself. */
export function splitReply(
  endpoint: string,
  reply: ReceivedReply,
  sites: readonly KnownSite[],
): readonly SitePart[] {
  const owners = new Map(
    sites.flatMap((site) => site.devices.map((device) => [device.key, site.key] as const)),
  );
  const ownersOfRows = ownersIn(reply, owners);
  const zones = Map.groupBy(sites, ({ timeZone }) => timeZone);
  return [...zones].flatMap(([timeZone, ofZone]) => {
    const { readings, problems } = fusionsolarDecoder.decode(endpoint, reply, { timeZone });
    const bySite = Map.groupBy(readings, ({ deviceId }) => owners.get(deviceId));
    const problemsBySite = Map.groupBy(problems, ({ path }) => ownerOf(path, ownersOfRows, sites));
    return ofZone.map(({ key }) => ({
      siteKey: key,
      readings: bySite.get(key) ?? [],
      problems: problemsBySite.get(key) ?? [],
    }));
  });
}

/** Key of the site of each row. */
function ownersIn(
  reply: ReceivedReply,
  owners: ReadonlyMap<string, string>,
): readonly (string | undefined)[] {
  return parseEnvelope(reply, new ProblemList()).data.map((row) => {
    const plant = textOf(row["stationCode"]);
    const device = textOf(row["devId"]) ?? (plant === undefined ? "" : plantDevice(plant));
    return owners.get(device);
  });
}

/** What is said of the whole reply is told once, at the first site. */
function ownerOf(
  path: string,
  ownersOfRows: readonly (string | undefined)[],
  sites: readonly KnownSite[],
): string | undefined {
  const row = /^\/data\/(\d+)/u.exec(path)?.[1];
  return row === undefined ? sites[0]?.key : ownersOfRows[Number(row)];
}
