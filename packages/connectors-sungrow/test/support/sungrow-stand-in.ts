import { listOf } from "@solarmon/connectors-kit";
import {
  type StandIn,
  type StandInReply,
  type StandInRequest,
  StandInServer,
  type StandInWorld,
} from "@solarmon/connectors-kit/stand-in";
import { type Clock, HOUR_MS, type Instant, ZoneOffsets } from "@solarmon/core";
import { askedIn, type LoginKind, refused, success, SungrowLogins } from "./sungrow-login.ts";
import { type Device, energyOf, type Plant, plantsOf } from "./sungrow-plants.ts";
import { dictionaryOf, pointsAt, stampOf, STEP_MS } from "./sungrow-values.ts";

/** iSolarCloud gives up to 100; so few that a test has more than one page. */
const ENTRIES_A_PAGE = 2;
const LONGEST_SERIES_MS = 3 * HOUR_MS;

/** iSolarCloud on loopback, after its documents: either family of calls, with the log-in that belongs to it. */
export async function startSungrowStandIn(
  clock: Clock,
  world: StandInWorld,
  kind: LoginKind,
): Promise<StandIn> {
  const plants = plantsOf(world);
  const devices = plants.flatMap((plant) => plant.devices);
  const logins = new SungrowLogins(clock, kind);
  const quotas = [{ name: "hour", limit: 1_000, period: "hour" }] as const;
  const server = await StandInServer.start({
    clock,
    maxConcurrent: 1,
    quotas: world.countsCalls === false ? [] : quotas,
    authorise: (request) => logins.accepts(request),
    forms: {
      unauthorized: () => refused("E00003", "er_token_login_invalid"),
      "rate-limited": () => refused("E999", "too many requests"),
    },
    routes: [
      ...loginRoutes(logins),
      ...dataRoutes(kind, plants, devices, new ZoneOffsets(world.timeZone)),
    ],
  });
  return {
    settings: logins.settings(server.url),
    sites: plants.map((plant) => siteOf(plant, world.timeZone)),
    energyWh: (key, span) => energyOf(plants, key, span),
    misbehave(fault) {
      server.misbehave(fault);
      for (const { suns } of devices) for (const sun of suns) sun.misbehave(fault, clock.now());
    },
    calls: server.calls,
    revoke: () => logins.revoke(),
    logInAgain: () => {
      logins.renew();
      return logins.settings(server.url);
    },
    secrets: () => logins.secrets(),
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function siteOf({ id, devices }: Plant, timeZone: string): StandIn["sites"][number] {
  const isHybrid = devices.some(({ type }) => type === 14);
  const known = devices.map(({ psKey, type }) => {
    if (type === 11) return { key: `site:${id}`, kind: isHybrid ? "inverter" : "logger" } as const;
    return { key: psKey, kind: type === 5 ? "weather" : "inverter" } as const;
  });
  return { key: id, timeZone, devices: known };
}

function loginRoutes(logins: SungrowLogins) {
  return [
    { at: "POST /openapi/login", answer: (request: StandInRequest) => logins.logIn(request) },
    {
      at: "POST /openapi/apiManage/token",
      answer: (request: StandInRequest) => logins.exchange(request),
    },
    {
      at: "POST /openapi/apiManage/refreshToken",
      answer: (request: StandInRequest) => logins.refresh(request),
    },
  ].map((route) => ({ ...route, isOpen: true }));
}

function dataRoutes(
  kind: LoginKind,
  plants: readonly Plant[],
  devices: readonly Device[],
  offsets: ZoneOffsets,
) {
  const now = (request: StandInRequest): StandInReply => realTime(devices, request, offsets);
  const minutes = (request: StandInRequest): StandInReply => series(devices, request, offsets);
  const list = (request: StandInRequest): StandInReply =>
    pageOf(
      request,
      plants.map(({ id }) => plantEntry(id)),
    );
  const parts = (request: StandInRequest): StandInReply => {
    const plant = plants.find(({ id }) => id === String(askedIn(request).get("ps_id")));
    return plant ? pageOf(request, plant.devices.map(deviceEntry)) : refused("009", "ps_id");
  };
  const paths =
    kind === "account"
      ? ({
          "/openapi/getPowerStationList": list,
          "/openapi/getDeviceList": parts,
          "/openapi/getDeviceRealTimeData": now,
          "/openapi/getDevicePointMinuteDataList": minutes,
        } as const)
      : ({
          "/openapi/platform/queryPowerStationList": list,
          "/openapi/platform/getDeviceListByPsId": parts,
          "/openapi/platform/getDeviceRealTimeData": now,
          "/openapi/platform/getPowerStationRealTimeData": now,
          "/openapi/platform/getDevicePointMinuteDataList": minutes,
          "/openapi/platform/getPowerStationPointMinuteDataList": minutes,
        } as const);
  return Object.entries(paths).map(([path, answer]) => ({ at: `POST ${path}`, answer }));
}

function plantEntry(id: string) {
  return {
    ps_id: Number(id),
    ps_name: `Plant ${id}`,
    ps_type: 4,
    latitude: -27.47,
    longitude: 153.02,
    ps_current_time_zone: "GMT+10",
    online_status: 1,
  };
}

function deviceEntry({ psKey, type }: Device) {
  return { ps_key: psKey, device_type: type, device_name: `Device ${psKey}`, dev_fault_status: 4 };
}

function pageOf(request: StandInRequest, entries: readonly unknown[]): StandInReply {
  const asked = askedIn(request);
  const page = Number(asked.get("page") ?? asked.get("curPage"));
  const start = (page - 1) * ENTRIES_A_PAGE;
  return success({
    pageList: entries.slice(start, start + ENTRIES_A_PAGE),
    rowCount: entries.length,
  });
}

/** Devices by their keys, or plants by their ids. */
function devicesAsked(devices: readonly Device[], request: StandInRequest): readonly Device[] {
  const asked = askedIn(request);
  const keys = new Set([
    ...listOf(asked.get("ps_key_list")).map(String),
    ...listOf(asked.get("ps_id_list")).map((id) => `${String(id)}_11_0_0`),
  ]);
  const isDead = ({ psKey }: Device): boolean =>
    request.fault === "dead-device" && /_(?:1|14)_1_1$/u.test(psKey);
  return devices.filter((device) => keys.has(device.psKey) && !isDead(device));
}

function realTime(
  devices: readonly Device[],
  request: StandInRequest,
  offsets: ZoneOffsets,
): StandInReply {
  const points = listOf(askedIn(request).get("point_id_list")).map(String);
  if (points.length > 100) return refused("010", "too many points");
  const at = Math.floor(request.now / STEP_MS) * STEP_MS;
  const rows = devicesAsked(devices, request).map((device) => ({
    device_point: {
      ps_key: device.psKey,
      device_time: stampOf(at, offsets),
      ...pointsAt(device, at, points, request.fault),
    },
  }));
  const sent = request.fault === "duplicates" ? rows.flatMap((row) => [row, row]) : rows;
  return success({
    device_point_list: request.fault === "no-data" ? [] : sent,
    point_dict: dictionaryOf(points),
  });
}

function series(
  devices: readonly Device[],
  request: StandInRequest,
  offsets: ZoneOffsets,
): StandInReply {
  const asked = askedIn(request);
  const [first, last] = [asked.get("start_time_stamp"), asked.get("end_time_stamp")].map(String);
  if (first === undefined || last === undefined) return refused("009", "time");
  if (utcOf(last) - utcOf(first) > LONGEST_SERIES_MS) return refused("009", "more than 3 hours");
  const points = String(asked.get("points"))
    .split(",")
    .map((point) => point.slice(1));
  const byId = asked.has("ps_id_list");
  const lists = devicesAsked(devices, request).map((device) => [
    byId ? device.psKey.split("_")[0] : device.psKey,
    withFault(rowsOf(device, [first, last], points, request, offsets), request.fault),
  ]);
  return success({ ...Object.fromEntries(lists), point_dict: dictionaryOf(points) });
}

/** Rows whose local time lies between two local times. */
function rowsOf(
  device: Device,
  [first, last]: readonly [string, string],
  points: readonly string[],
  { now, fault }: StandInRequest,
  offsets: ZoneOffsets,
): readonly object[] {
  const rows: object[] = [];
  // Clocks change by two hours at most.
  const around = 2 * HOUR_MS;
  const shownAt = utcOf(first);
  const start = shownAt - offsets.at(shownAt).offsetMs - around;
  const end = Math.min(start + LONGEST_SERIES_MS + 2 * around, now + 1);
  for (let at = start; at < end; at += STEP_MS) {
    const time_stamp = stampOf(at, offsets);
    if (time_stamp < first || time_stamp > last) continue;
    rows.push({ time_stamp, ...pointsAt(device, at, points, fault) });
  }
  return rows;
}

/** As if the clock showed UTC. */
function utcOf(stamp: string): Instant {
  const [, year, month, day, hour, minute] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)/u.exec(stamp)?.map(Number) ?? [];
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute);
}

function withFault(rows: readonly object[], fault: StandInRequest["fault"]): readonly object[] {
  if (fault === "no-data") return [];
  if (fault === "duplicates") return rows.flatMap((row) => [row, row]);
  return fault === "out-of-order" ? rows.toReversed() : rows;
}
