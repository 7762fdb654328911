import {
  ConnectorError,
  isJsonObject,
  type JsonObject,
  type LinkCall,
  listOf,
  objectOf,
  parseJsonBytes,
  ProblemList,
  readNumber,
  type ReceivedReply,
  textOf,
} from "@solarmon/connectors-kit";
import { GATEWAY } from "../vendor.ts";
import type { GatewayApi } from "./gateway-api.ts";
import { type GatewayInfo, isFirmware } from "./gateway-info.ts";
import { isActive, type ProductionSource, sourceOf } from "./production-source.ts";

export const PRODUCTION_PATH = "/production.json?details=1";
export const V1_PATH = "/api/v1/production";
const METERS_PATH = "/ivp/meters";
export const READINGS_PATH = "/ivp/meters/readings";
export const BATTERY_POWER_PATH = "/ivp/ensemble/power";
export const DEVICE_DATA_PATH = "/ivp/pdm/device_data";
export const INVERTERS_PATH = "/api/v1/production/inverters";
const INVENTORY_PATH = "/ivp/ensemble/inventory";
const HOME_PATH = "/home";
/** Lists every micro-inverter with its counter. */
const DEVICE_DATA_FROM = "8.2.4345";

/** A meter as `/ivp/meters` names it; readings have its eid only. */
interface GatewayMeter {
  /** What it measures, e.g. `net-consumption`. */
  readonly name: string;
  readonly eid: string;
}

/** What a gateway has. */
export interface GatewayParts {
  readonly info: GatewayInfo;
  readonly source: ProductionSource;
  /** Its meters that are switched on. */
  readonly meters: readonly GatewayMeter[];
  readonly hasTotal: boolean;
  readonly hasAcBatteries: boolean;
  readonly batteries: readonly string[];
  /** Serial numbers, and where their newest values are; empty unless each is to be read. */
  readonly micros: readonly string[];
  readonly microPath: string;
  readonly timeZone: string | undefined;
}

/** Asks once for everything that a gateway may have. */
export async function readParts(
  api: GatewayApi,
  readsEach: boolean,
  call: LinkCall,
): Promise<GatewayParts> {
  const info = await api.info(call);
  const production = await readProduction(api, info, call);
  const v1 = objectOf(jsonOf(await api.tryRead(V1_PATH, call)));
  const source = sourceOf({ items: production, v1 }, info);
  if (source === undefined)
    throw new ConnectorError("gone", GATEWAY, `${PAGES_ONLY} ${info.firmware}`);
  const tried = async (path: string): Promise<unknown> => jsonOf(await api.tryRead(path, call));
  const micros = readsEach ? await readMicros(info, tried) : { serials: [], path: "" };
  return {
    info,
    source,
    meters: metersIn(await tried(METERS_PATH)),
    hasTotal: isActive(production?.["consumption"], "measurementType", "total-consumption"),
    hasAcBatteries: isActive(production?.["storage"], "type", "acb"),
    batteries: batteriesIn(await tried(INVENTORY_PATH)),
    micros: micros.serials,
    microPath: micros.path,
    timeZone: textOf(objectOf(await tried(HOME_PATH))?.["timezone"]),
  };
}

const PAGES_ONLY = "the gateway tells its production on a web page only: its firmware is too old:";

/** Firmware 3 has a web page there. */
async function readProduction(
  api: GatewayApi,
  { wantsToken }: GatewayInfo,
  call: LinkCall,
): Promise<JsonObject | undefined> {
  try {
    return objectOf(jsonOf(await api.read(PRODUCTION_PATH, call)));
  } catch (error) {
    const isPage = ConnectorError.isConnectorError(error) && error.kind === "protocol";
    if (isPage && !wantsToken) return undefined;
    throw error;
  }
}

function metersIn(list: unknown): GatewayMeter[] {
  const enabled = listOf(list)
    .filter(isJsonObject)
    .filter(({ state }) => state === "enabled");
  return enabled.flatMap(({ eid, measurementType }) => {
    const [id, name] = [textOf(eid), textOf(measurementType)];
    return id === undefined || name === undefined ? [] : [{ name, eid: id }];
  });
}

function jsonOf(reply: ReceivedReply | undefined): unknown {
  return reply && parseJsonBytes(reply.body, new ProblemList());
}

function batteriesIn(inventory: unknown): string[] {
  const groups = listOf(inventory).filter(isJsonObject);
  const encharges = groups.filter(({ type }) => type === "ENCHARGE");
  return encharges
    .flatMap(({ devices }) => listOf(devices))
    .flatMap((device) => textOf(objectOf(device)?.["serial_num"]) ?? []);
}

/** The list with counters, unless there are more devices than it holds. */
async function readMicros(
  { firmware }: GatewayInfo,
  tried: (path: string) => Promise<unknown>,
): Promise<{ readonly serials: readonly string[]; readonly path: string }> {
  if (isFirmware(firmware, DEVICE_DATA_FROM)) {
    const data = objectOf(await tried(DEVICE_DATA_PATH));
    if (data && !isFull(data)) return { serials: microsIn(data), path: DEVICE_DATA_PATH };
  }
  const list = listOf(await tried(INVERTERS_PATH)).filter(isJsonObject);
  const micros = list.filter(({ devType }) => devType !== AC_BATTERY);
  const serials = micros.flatMap(({ serialNumber }) => textOf(serialNumber) ?? []);
  return { serials, path: INVERTERS_PATH };
}

const AC_BATTERY = 11;

function isFull({ deviceCount, deviceDataLimit }: JsonObject): boolean {
  const [count, limit] = [readNumber(deviceCount), readNumber(deviceDataLimit)];
  return typeof count === "number" && typeof limit === "number" && count >= limit;
}

function microsIn(data: JsonObject): string[] {
  const devices = Object.values(data).filter(isJsonObject);
  return devices.flatMap(({ devName, sn }) => (devName === "pcu" ? (textOf(sn) ?? []) : []));
}
