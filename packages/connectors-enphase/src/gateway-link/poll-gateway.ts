import {
  ConnectorError,
  type DecodedReading,
  type DecodeResult,
  type KnownSite,
  type LinkCall,
  type LinkPage,
  type ReceivedReply,
} from "@solarmon/connectors-kit";
import type { PointValues } from "@solarmon/core";
import { enphaseDecoder } from "../decode.ts";
import { GATEWAY } from "../vendor.ts";
import type { GatewayApi } from "./gateway-api.ts";
import {
  BATTERY_POWER_PATH,
  DEVICE_DATA_PATH,
  PRODUCTION_PATH,
  READINGS_PATH,
  V1_PATH,
} from "./gateway-parts.ts";

/** Newest values. The first call is that of the production; what is refused after it hides nothing. */
export async function pollGateway(
  api: GatewayApi,
  site: KnownSite,
  call: LinkCall,
): Promise<LinkPage> {
  const addresses = site.devices.flatMap(({ address }) => (address ? [address] : []));
  const isV1 = addresses.some(({ source }) => source === "v1");
  const first = isV1
    ? decode("api-v1-production", await api.read(V1_PATH, call), site)
    : decode("production", await api.read(PRODUCTION_PATH, call), site);
  const rest = new PollRest(api, site, addresses, call);
  await rest.addMeters();
  if (isV1) await rest.addItems();
  await rest.addBatteries();
  await rest.addMicros();
  const results = [...rest.results, first];
  return {
    siteKey: site.key,
    readings: readingsOf(
      site,
      results.map(({ readings }) => readings),
    ),
    problems: results.flatMap(({ problems }) => problems),
    ...(rest.error && { error: rest.error }),
  };
}

/** Devices that the site has, as the kind that it has them; where two replies tell of one, the first counts. */
function readingsOf(
  { devices }: KnownSite,
  replies: readonly (readonly DecodedReading[])[],
): readonly DecodedReading[] {
  const kinds = new Map(devices.map(({ key, kind }) => [key, kind]));
  const told = new Set<string>();
  return replies.flatMap((readings) => {
    const ours = readings.flatMap((reading) => {
      const kind = kinds.get(reading.deviceId);
      if (kind === undefined || told.has(reading.deviceId)) return [];
      return [{ ...reading, kind, values: withoutToday(reading.values) }];
    });
    for (const { deviceId } of ours) told.add(deviceId);
    return ours;
  });
}

/** Its counter of the day starts again some time after midnight, and not always at 0. */
function withoutToday(values: PointValues): PointValues {
  return Object.fromEntries(Object.entries(values).filter(([point]) => point !== "acEnergyToday"));
}

type Address = Readonly<Record<string, string>>;

/** What there is beside the production, as far as the site has it. */
class PollRest {
  readonly results: DecodeResult[] = [];
  error: ConnectorError | undefined;
  readonly #api: GatewayApi;
  readonly #site: KnownSite;
  readonly #addresses: readonly Address[];
  readonly #call: LinkCall;

  constructor(api: GatewayApi, site: KnownSite, addresses: readonly Address[], call: LinkCall) {
    this.#api = api;
    this.#site = site;
    this.#addresses = addresses;
    this.#call = call;
  }

  /** A CT's counters, and what is imported and exported. */
  async addMeters(): Promise<void> {
    const meters = this.#addresses.filter(({ eid }) => eid !== undefined);
    const reply = meters.length > 0 ? await this.#ask(READINGS_PATH) : undefined;
    if (reply) this.#add("meters-readings", withMeters(reply, meters));
  }

  /** What the list of items has beside the production. */
  async addItems(): Promise<void> {
    const reply = this.#has("item") ? await this.#ask(PRODUCTION_PATH) : undefined;
    if (reply) this.#add("production", reply);
  }

  async addBatteries(): Promise<void> {
    const reply = this.#has("encharge") ? await this.#ask(BATTERY_POWER_PATH) : undefined;
    if (reply) this.#add("ensemble-power", reply);
  }

  async addMicros(): Promise<void> {
    const path = this.#addresses.find(({ microPath }) => microPath !== undefined)?.["microPath"];
    const reply = path === undefined ? undefined : await this.#ask(path);
    if (reply) this.#add(path === DEVICE_DATA_PATH ? "device-data" : "inverters", reply);
  }

  async #ask(path: string): Promise<ReceivedReply | undefined> {
    const reply = await this.#api.tryRead(path, this.#call);
    if (reply === undefined) {
      const detail = `GET ${path}: not there any more, or not for this log-in`;
      this.error ??= new ConnectorError("permission", GATEWAY, detail);
    }
    return reply;
  }

  #add(endpoint: string, reply: ReceivedReply): void {
    this.results.push(decode(endpoint, reply, this.#site));
  }

  #has(name: string): boolean {
    return this.#addresses.some((address) => address[name] !== undefined);
  }
}

/** Readings of meters with what each measures beside them, as the discovery learned it. */
function withMeters(reply: ReceivedReply, meters: readonly Address[]): ReceivedReply {
  const known = meters.map(({ meter, eid }) => ({
    eid: Number(eid),
    measurementType: meter,
    state: "enabled",
  }));
  const readings = new TextDecoder().decode(reply.body);
  const joined = `{"meters":${JSON.stringify(known)},"readings":${readings}}`;
  return { ...reply, body: new TextEncoder().encode(joined) };
}

function decode(endpoint: string, reply: ReceivedReply, site: KnownSite): DecodeResult {
  return enphaseDecoder.decode(endpoint, reply, site);
}
