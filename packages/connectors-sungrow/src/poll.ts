import {
  ConnectorError,
  type DecodeResult,
  isJsonObject,
  type JsonObject,
  type KnownSite,
  type LinkCall,
  type LinkPage,
  listOf,
  objectOf,
  type ReceivedReply,
  textOf,
} from "@solarmon/connectors-kit";
import { decodeSite } from "./decode-site.ts";
import { SUCCESS_CODE } from "./definition.ts";
import { type DeviceCall, deviceCalls } from "./device-calls.ts";
import { resultOf, type SungrowApi } from "./sungrow-api.ts";

interface Answer {
  readonly asked: DeviceCall;
  readonly reply?: ReceivedReply;
  readonly error?: ConnectorError;
}

/** Newest values of all sites, a call for each type of devices. What fails for one type hides no other. */
export async function pollSites(
  api: SungrowApi,
  sites: readonly KnownSite[],
  call: LinkCall,
): Promise<readonly LinkPage[]> {
  const answers: Answer[] = [];
  for (const asked of deviceCalls(sites, api.family)) answers.push(await ask(api, asked, call));
  return sites.map((site) => pageOf(site, answers));
}

async function ask(api: SungrowApi, asked: DeviceCall, call: LinkCall): Promise<Answer> {
  const path = asked.isPlants ? api.family.plantNow : api.family.deviceNow;
  const parameters = { ...asked.what, point_id_list: asked.points, is_get_point_dict: "1" };
  try {
    return { asked, reply: await api.send(path, parameters, call) };
  } catch (error) {
    if (!concernsCall(error)) throw error;
    return { asked, error };
  }
}

/** A refusal of these devices or points, not of the log-in, the quota or the connection. */
function concernsCall(error: unknown): error is ConnectorError {
  if (!ConnectorError.isConnectorError(error) || error.status === null) return false;
  return error.status < 300 && (error.kind === "invalid" || error.kind === "permission");
}

function pageOf(site: KnownSite, answers: readonly Answer[]): LinkPage {
  const own = answers.filter(({ asked }) => asked.siteKeys.has(site.key));
  const decoded = own.flatMap(({ reply }) => (reply ? [decode(reply, site)] : []));
  const error = own.find((answer) => answer.error)?.error;
  return {
    siteKey: site.key,
    readings: decoded.flatMap(({ readings }) => readings),
    problems: decoded.flatMap(({ problems }) => problems),
    ...(error && { error }),
  };
}

/** Times are local: each site's rows are read in its own zone. */
function decode(reply: ReceivedReply, site: KnownSite): DecodeResult {
  const result = resultOf(reply);
  const rows = listOf(result["device_point_list"]).filter(
    (entry): entry is JsonObject => isJsonObject(entry) && siteKeyOf(entry) === site.key,
  );
  if (rows.length === 0) return { readings: [], problems: [] };
  const result_data = { point_dict: result["point_dict"], device_point_list: rows };
  const body = new TextEncoder().encode(JSON.stringify({ result_code: SUCCESS_CODE, result_data }));
  return decodeSite("real-time", { ...reply, body }, site);
}

function siteKeyOf(entry: JsonObject): string | undefined {
  const row = objectOf(entry["device_point"]) ?? entry;
  return textOf(row["ps_id"]) ?? textOf(row["ps_key"])?.split("_", 1)[0];
}
