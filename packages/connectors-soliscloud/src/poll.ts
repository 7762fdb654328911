import {
  ConnectorError,
  type DecodeResult,
  type JsonObject,
  type KnownSite,
  type LinkCall,
  type LinkPage,
  textOf,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { soliscloudDecoder } from "./decode.ts";
import { recordsIn, type SolisApi, type SolisList } from "./solis-api.ts";

interface Found {
  readonly records: readonly JsonObject[];
  readonly receivedAt: Instant;
}

/** Newest values of all sites: a call for each hundred inverters and each hundred plants, however many sites there are. */
export async function pollSites(
  api: SolisApi,
  sites: readonly KnownSite[],
  call: LinkCall,
): Promise<readonly LinkPage[]> {
  if (sites.length === 0) return [];
  const serials = new Set(sites.flatMap(inverterKeys));
  const inverters = await find(api, "inverterDetailList", "sn", serials, call);
  const { stations, error } = await findStations(api, new Set(sites.map(({ key }) => key)), call);
  return sites.map((site) => {
    const own = new Set(inverterKeys(site));
    const parts = [
      decode("inverter-detail", inverters, "sn", own, site),
      decode("station-detail", stations, "id", new Set([site.key]), site),
    ];
    return {
      siteKey: site.key,
      readings: parts.flatMap(({ readings }) => readings),
      problems: parts.flatMap(({ problems }) => problems),
      ...(error && { error }),
    };
  });
}

export function inverterKeys({ devices }: KnownSite): string[] {
  return devices.flatMap(({ key, kind }) => (kind === "inverter" ? [key] : []));
}

/** What inverters told is good without what the cloud adds up. */
async function findStations(
  api: SolisApi,
  keys: ReadonlySet<string>,
  call: LinkCall,
): Promise<{ readonly stations: Found; readonly error?: ConnectorError }> {
  try {
    return { stations: await find(api, "stationDetailList", "id", keys, call) };
  } catch (error) {
    if (!ConnectorError.isConnectorError(error) || error.kind === "auth") throw error;
    return { stations: { records: [], receivedAt: 0 }, error };
  }
}

/** Records of `keys`. Pages end where all of them were seen: an installer's key lists many more. */
async function find(
  api: SolisApi,
  list: SolisList,
  field: "sn" | "id",
  keys: ReadonlySet<string>,
  call: LinkCall,
): Promise<Found> {
  const records: JsonObject[] = [];
  const missing = new Set(keys);
  let receivedAt = 0;
  if (missing.size === 0) return { records, receivedAt };
  for await (const reply of api.pages(list, call)) {
    ({ receivedAt } = reply);
    for (const record of recordsIn(reply)) {
      records.push(record);
      missing.delete(textOf(record[field]) ?? "");
    }
    if (missing.size === 0) break;
  }
  return { records, receivedAt };
}

/** Reads what is of a site in its own zone. */
function decode(
  endpoint: "inverter-detail" | "station-detail",
  { records, receivedAt }: Found,
  field: "sn" | "id",
  keys: ReadonlySet<string>,
  { timeZone }: KnownSite,
): DecodeResult {
  const own = records.filter((record) => keys.has(textOf(record[field]) ?? ""));
  if (own.length === 0) return { readings: [], problems: [] };
  const body = new TextEncoder().encode(JSON.stringify({ code: "0", data: { records: own } }));
  return soliscloudDecoder.decode(endpoint, { body, receivedAt }, { timeZone });
}
