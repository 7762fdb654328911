import { objectOf } from "@solarmon/connectors-kit";
import {
  type StandIn,
  type StandInReply,
  type StandInRequest,
  StandInServer,
  type StandInWorld,
} from "@solarmon/connectors-kit/stand-in";
import { type Clock, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { energyOf, type Inverter, stationsOf } from "./soliscloud-plants.ts";
import {
  dayRows,
  detailRecord,
  type Json,
  listRecords,
  stationRecord,
} from "./soliscloud-records.ts";
import { isSigned, type StandInKey } from "./soliscloud-signature.ts";

/** SolisCloud gives up to 100 records a page; so few that a test has more than one page. */
const RECORDS_A_PAGE = 3;
const CLOCK_ERROR_MS = 15 * MINUTE_MS;

/** SolisCloud's platform API on loopback, after its document of 2023. */
export async function startSoliscloudStandIn(clock: Clock, world: StandInWorld): Promise<StandIn> {
  const stations = stationsOf(world);
  const inverters = stations.flatMap((station) => station.inverters);
  const keys: StandInKey[] = [{ id: "1300386381676798170", secret: "solis-secret-number-0" }];
  let isRevoked = false;
  const settings = () => ({
    address: server.url,
    keyId: keys.at(-1)?.id ?? "",
    keySecret: keys.at(-1)?.secret ?? "",
  });
  const server = await StandInServer.start({
    clock,
    maxConcurrent: 1,
    quotas: world.countsCalls === false ? [] : [{ name: "s", limit: 120, period: "minute" }],
    authorise: (request) => !isRevoked && isSigned(request, keys.at(-1)),
    forms: {
      forbidden: () => refused("R0000", "no authority"),
      "server-error": () => ({ status: 502, body: "<html>Bad Gateway</html>" }),
    },
    routes: [
      {
        at: "POST /v1/api/stationDetailList",
        answer: guarded((request) =>
          paged(
            request,
            stations.map((station) => stationRecord(station, request)),
          ),
        ),
      },
      {
        at: "POST /v1/api/inverterList",
        answer: guarded((request) =>
          // This list has its page in an object of its own.
          success({ inverterStatusVo: { all: 0 }, page: pageOf(request, listRecords(stations)) }),
        ),
      },
      {
        at: "POST /v1/api/inverterDetailList",
        answer: guarded((request) =>
          paged(
            request,
            inverters.map((inverter) => detailRecord(inverter, request)),
          ),
        ),
      },
      {
        at: "POST /v1/api/inverterDay",
        answer: guarded((request) => inverterDay(inverters, request)),
      },
    ],
  });
  return {
    settings: settings(),
    sites: stations.map(({ id, inverters: own }) => ({
      key: id,
      timeZone: world.timeZone,
      devices: [
        ...own.flatMap(({ sn, isHybrid }) => [
          { key: sn, kind: "inverter" as const },
          ...(isHybrid ? [{ key: `${sn}:battery`, kind: "battery" as const }] : []),
        ]),
        { key: `site:${id}`, kind: "meter" as const },
      ],
    })),
    energyWh: (key, span) => energyOf(stations, key, span),
    misbehave(fault) {
      server.misbehave(fault);
      for (const { sun } of inverters) sun.misbehave(fault, clock.now());
    },
    calls: server.calls,
    revoke: () => {
      isRevoked = true;
    },
    logInAgain: () => {
      keys.push({ id: keys[0]?.id ?? "", secret: `solis-secret-number-${keys.length}` });
      isRevoked = false;
      return settings();
    },
    secrets: () => keys.map(({ secret }) => secret),
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function isOnTime({ headers, now }: StandInRequest): boolean {
  return Math.abs(Date.parse(headers["date"] ?? "") - now) <= CLOCK_ERROR_MS;
}

type Answer = (request: StandInRequest) => StandInReply;

function guarded(answer: Answer): Answer {
  return (request) => (isOnTime(request) ? answer(request) : { status: 408, body: "" });
}

function refused(code: string, msg: string): StandInReply {
  return { body: { success: false, code, msg, data: null } };
}

function success(data: unknown): StandInReply {
  return { body: { success: true, code: "0", msg: "success", data } };
}

function paged(request: StandInRequest, records: readonly Json[]): StandInReply {
  return success(pageOf(request, records));
}

function pageOf({ body, fault }: StandInRequest, records: readonly Json[]): Json {
  const asked = askedIn(body);
  const page = Number(asked.get("pageNo"));
  const sent = fault === "duplicates" ? records.flatMap((record) => [record, record]) : records;
  const start = (page - 1) * RECORDS_A_PAGE;
  return {
    records: fault === "no-data" ? [] : sent.slice(start, start + RECORDS_A_PAGE),
    total: sent.length,
    size: RECORDS_A_PAGE,
    current: page,
    pages: Math.ceil(sent.length / RECORDS_A_PAGE),
  };
}

function askedIn(body: string): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(Object.entries(objectOf(JSON.parse(body)) ?? {}));
}

/** A day in the zone that was asked for. */
function inverterDay(inverters: readonly Inverter[], request: StandInRequest): StandInReply {
  const asked = askedIn(request.body);
  const inverter = inverters.find(({ sn }) => sn === asked.get("sn"));
  if (!inverter) return refused("B0049", "no permission");
  if (!asked.has("money")) return refused("I0000", "money");
  const utcMidnight = Date.parse(`${String(asked.get("time"))}T00:00:00Z`);
  const start = utcMidnight - Number(asked.get("timeZone")) * HOUR_MS;
  return success(dayRows(inverter, start, request));
}
