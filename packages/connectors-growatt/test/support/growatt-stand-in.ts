import {
  type StandIn,
  type StandInReply,
  type StandInRequest,
  StandInServer,
  type StandInWorld,
  SunPlant,
} from "@solarmon/connectors-kit/stand-in";
import { type Clock, DAY_MS, type Instant, MINUTE_MS, type Span } from "@solarmon/core";

const STEP_MS = 5 * MINUTE_MS;
/** Growatt gives 100 entries a page; so few plants that a test has more than one page. */
const PLANTS_A_PAGE = 2;

type Json = Readonly<Record<string, unknown>>;
interface Device {
  readonly serial: string;
  readonly type: "1" | "5" | "7";
  readonly sun: SunPlant;
}
interface Plant {
  readonly id: string;
  readonly devices: readonly Device[];
}

/** Growatt's OpenAPI v1 on loopback, after its manual. How it refuses a token that ended is not known: 401 here. */
export async function startGrowattStandIn(clock: Clock, world: StandInWorld): Promise<StandIn> {
  const plants = plantsOf(world);
  const devices = new Map(
    plants.flatMap((plant) => plant.devices.map((device) => [device.serial, device] as const)),
  );
  const tokens = ["growatt-token-0"];
  let isRevoked = false;
  const settings = () => ({ address: server.url, token: tokens.at(-1) ?? "" });
  const rows = (request: StandInRequest): StandInReply => history(devices, request, world);
  const newest = (request: StandInRequest): StandInReply => last(devices, request, world);
  const server = await StandInServer.start({
    clock,
    maxConcurrent: 1,
    authorise: ({ headers }) => !isRevoked && headers["token"] === tokens.at(-1),
    forms: {
      forbidden: () => refused(10_011),
      "rate-limited": () => refused(10_012),
      "server-error": () => refused(10_001),
    },
    routes: [
      { at: "GET /v1/plant/list", answer: (request) => listPlants(plants, request) },
      { at: "GET /v1/device/list", answer: (request) => listDevices(plants, request) },
      { at: "GET /v1/device/inverter/last_new_data", answer: newest },
      { at: "GET /v1/device/inverter/data", answer: rows },
      { at: "POST /v1/device/mix/mix_last_data", answer: newest },
      { at: "POST /v1/device/mix/mix_data", answer: rows },
      { at: "POST /v1/device/tlx/tlx_last_data", answer: newest },
      { at: "POST /v1/device/tlx/tlx_data", answer: rows },
    ],
  });
  return {
    settings: settings(),
    sites: plants.map((plant) => ({
      key: plant.id,
      timeZone: world.timeZone,
      devices: plant.devices.flatMap(({ serial: key, type }) => [
        { key, kind: "inverter" as const },
        ...(type === "5" ? [{ key: `${key}:battery`, kind: "battery" as const }] : []),
      ]),
    })),
    energyWh: (key, span) => energyOf(plants, key, span),
    misbehave(fault) {
      server.misbehave(fault);
      for (const { sun } of devices.values()) sun.misbehave(fault, clock.now());
    },
    calls: server.calls,
    revoke: () => {
      isRevoked = true;
    },
    logInAgain: () => {
      tokens.push(`growatt-token-${tokens.length}`);
      isRevoked = false;
      return settings();
    },
    secrets: () => tokens,
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function plantsOf({ noonAt }: StandInWorld): readonly Plant[] {
  const device = (serial: string, type: Device["type"], fairDayWh: number): Device => ({
    serial,
    type,
    sun: new SunPlant({ noonAt, fairDayWh }),
  });
  return [
    { id: "1001", devices: [device("TLX0000001", "7", 21_000), device("TLX0000002", "7", 17_500)] },
    { id: "1002", devices: [device("MIX0000001", "5", 24_300), device("TLX0000003", "7", 19_000)] },
    { id: "1003", devices: [device("INV0000001", "1", 51_000), device("INV0000002", "1", 48_700)] },
  ];
}

function energyOf(plants: readonly Plant[], key: string, span: Span): number {
  const devices = plants.find(({ id }) => id === key)?.devices ?? [];
  return devices.reduce((sum, { sun }) => sum + sun.energyWh(span), 0);
}

function refused(error_code: number): StandInReply {
  return { body: { data: "", error_code, error_msg: "error" } };
}

function success(data: Json): StandInReply {
  return { body: { data, error_code: 0, error_msg: "" } };
}

function listPlants(plants: readonly Plant[], { query }: StandInRequest): StandInReply {
  const entries = plants.map(({ id }) => ({
    plant_id: Number(id),
    name: `Growatt ${id}`,
    peak_power: 8.2,
    latitude: "52.52",
    longitude: "13.4",
  }));
  const page = pageOf(entries, Number(query.get("page")), PLANTS_A_PAGE);
  return success({ count: entries.length, plants: page });
}

function listDevices(plants: readonly Plant[], { query }: StandInRequest): StandInReply {
  const plant = plants.find(({ id }) => id === query.get("plant_id"));
  const entries = (plant?.devices ?? []).map(({ serial, type }) => ({
    device_sn: serial,
    type: Number(type),
    model: "A0B1",
    lost: false,
  }));
  return success({
    count: entries.length,
    devices: pageOf(entries, Number(query.get("page")), 100),
  });
}

function pageOf(entries: readonly Json[], page: number, size: number): readonly Json[] {
  return entries.slice((page - 1) * size, page * size);
}

/** In the address, or in a form; the serial number under a name of its family. */
function parametersOf({ query, body }: StandInRequest): URLSearchParams {
  return body === "" ? query : new URLSearchParams(body);
}

function deviceOf(
  devices: ReadonlyMap<string, Device>,
  parameters: URLSearchParams,
): Device | undefined {
  const serial = ["tlx_sn", "mix_sn", "device_sn"]
    .map((name) => parameters.get(name))
    .find(Boolean);
  return devices.get(serial ?? "");
}

function last(
  devices: ReadonlyMap<string, Device>,
  request: StandInRequest,
  world: StandInWorld,
): StandInReply {
  const device = deviceOf(devices, parametersOf(request));
  if (!device) return refused(10_005);
  // The device is offline.
  if (request.fault === "dead-device" && device.serial.endsWith("1")) return refused(10_003);
  if (request.fault === "no-data") return success({});
  const at = Math.floor(request.now / STEP_MS) * STEP_MS;
  const row = rowOf(device, at, request.fault, world);
  return success(device.type === "7" ? { serialNum: device.serial, ...row } : row);
}

function history(
  devices: ReadonlyMap<string, Device>,
  request: StandInRequest,
  world: StandInWorld,
): StandInReply {
  const parameters = parametersOf(request);
  const device = deviceOf(devices, parameters);
  if (!device) return refused(10_005);
  const [first = "", until = ""] = ["start_date", "end_date"].map(
    (name) => parameters.get(name) ?? "",
  );
  if ((Date.parse(until) - Date.parse(first)) / DAY_MS > 7) return refused(10_004);
  const rows: Json[] = [];
  const end = Math.min(Date.parse(until) + 2 * DAY_MS, request.now);
  for (let at = Date.parse(first) - DAY_MS; at < end; at += STEP_MS) {
    const day = localText(at, world).slice(0, 10);
    if (day >= first && day <= until) rows.unshift(rowOf(device, at, request.fault, world));
  }
  const sent = withFault(rows, request.fault);
  const size = Number(parameters.get("perpage"));
  const datas = pageOf(sent, Number(parameters.get("page")), size);
  return success({ count: sent.length, device_sn: device.serial, datas });
}

function withFault(rows: readonly Json[], fault: StandInRequest["fault"]): readonly Json[] {
  if (fault === "no-data") return [];
  if (fault === "duplicates") return rows.flatMap((row) => [row, row]);
  return fault === "out-of-order" ? rows.toSorted((a, b) => oddly(a) - oddly(b)) : rows;
}

/** An order that is none. */
function oddly({ time }: Json): number {
  return (Date.parse(`${String(time)}Z`) / STEP_MS) % 5;
}

function rowOf(
  { sun, type }: Device,
  at: Instant,
  fault: StandInRequest["fault"],
  world: StandInWorld,
): Json {
  const isNull = fault === "nulls";
  const watts = sun.powerW(at);
  const values: Json = {
    ppv: watts,
    fac: 50.01,
    vac1: 231.5,
    iac1: watts / 231.5,
    [type === "1" ? "powerTotal" : "eacTotal"]: sun.counterWh(at) / 1_000,
    ...(type === "5" ? { soc: 61, vbat: 52.1, pcharge1: 320, pdischarge1: 0 } : {}),
    ...(fault === "missing-field" ? {} : { pac: watts }),
  };
  const told = isNull
    ? Object.fromEntries(Object.keys(values).map((name) => [name, null]))
    : values;
  return { time: localText(at, world), statusText: "Normal", lost: true, ...told };
}

function localText(at: Instant, { timeZone }: StandInWorld): string {
  return formatOf(timeZone).format(at);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  formats.set(timeZone, format);
  return format;
}
