import { randomUUID } from "node:crypto";
import {
  type StandIn,
  type StandInFault,
  type StandInReply,
  type StandInRequest,
  StandInServer,
  type StandInWorld,
  SunPlant,
} from "@solarmon/connectors-kit/stand-in";
import { type Clock, type Instant, MINUTE_MS } from "@solarmon/core";

/** Loggers report so often. */
const STEP_MS = 5 * MINUTE_MS;
/** 0xFFFF in tenths. */
const NO_VALUE = 6_553.5;
const ACCOUNT = "visitor@example.com";

type Json = Readonly<Record<string, unknown>>;

interface Plant {
  readonly id: string;
  readonly inverters: ReadonlyMap<string, SunPlant>;
}

/** GoodWe's SEMS portal on loopback: one session per account, refusals inside HTTP 200, another base after the log-in. */
export async function startSemsStandIn(
  clock: Clock,
  { noonAt, timeZone }: StandInWorld,
): Promise<StandIn> {
  const plants = [plantOf(1, noonAt), plantOf(2, noonAt)];
  const suns = plants.flatMap(({ inverters }) => [...inverters.values()]);
  const desk = new SessionDesk();
  const server: StandInServer = await StandInServer.start({
    clock,
    maxConcurrent: 1,
    authorise: ({ headers }) => desk.accepts(headers["token"]),
    forms: { unauthorized: () => refused("100002"), "rate-limited": () => refused("GY0429") },
    routes: [
      {
        at: "POST /api/v3/Common/CrossLogin",
        isOpen: true,
        answer: (request) => desk.logIn(request, `${server.url}/eu/api/`),
      },
      {
        at: "POST /eu/api/PowerStation/GetPowerStationIdByOwner",
        answer: () => success(plants.map(({ id }) => id)),
      },
      {
        at: "POST /eu/api/v3/PowerStation/GetMonitorDetailByPowerstationId",
        answer: (request) => monitorDetail(plants, request),
      },
    ],
  });
  const settings = () => ({
    address: `${server.url}/api`,
    account: ACCOUNT,
    password: desk.password,
  });
  return {
    settings: settings(),
    sites: plants.map(({ id, inverters }) => ({
      key: id,
      timeZone,
      devices: [
        ...[...inverters.keys()].map((key) => ({ key, kind: "inverter" as const })),
        { key: `site:${id}`, kind: "meter" },
      ],
    })),
    energyWh: (key, span) =>
      [...(plants.find(({ id }) => id === key)?.inverters.values() ?? [])].reduce(
        (sum, sun) => sum + sun.energyWh(span),
        0,
      ),
    misbehave(fault) {
      for (const sun of suns) sun.misbehave(fault, clock.now());
      server.misbehave(fault);
    },
    calls: server.calls,
    revoke: () => desk.revoke(),
    logInAgain: () => {
      desk.change();
      return settings();
    },
    secrets: () => desk.secrets,
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

/** Each log-in ends the session before. */
class SessionDesk {
  readonly secrets: string[] = [];
  password = "";
  #session = "";
  #isOpen = true;

  constructor() {
    this.change();
  }

  change(): void {
    this.password = `password-${randomUUID()}`;
    this.secrets.push(this.password);
    this.#isOpen = true;
  }

  revoke(): void {
    this.#isOpen = false;
    this.#session = "";
  }

  logIn({ body, headers }: StandInRequest, api: string): StandInReply {
    const { account, pwd }: { account?: string; pwd?: string } = JSON.parse(body);
    const isKnown = account === ACCOUNT && pwd === this.password && this.#isOpen;
    if (!isKnown || headers["token"] === undefined) return refused("C0501");
    this.#session = `session-${randomUUID()}`;
    this.secrets.push(this.#session);
    const data = {
      uid: "2b7f",
      timestamp: 1_781_524_800_000,
      token: this.#session,
      client: "ios",
      version: "3.1.1",
      language: "en",
    };
    return { body: { hasError: false, code: 0, msg: "Successful", data, api } };
  }

  accepts(header = "{}"): boolean {
    const { token }: { token?: string } = JSON.parse(header);
    return token !== undefined && token === this.#session;
  }
}

function plantOf(number: number, noonAt: Instant): Plant {
  const sun = (fairDayWh: number): SunPlant => new SunPlant({ noonAt, fairDayWh });
  return {
    id: `12345678-1234-1234-1234-12345678901${number}`,
    inverters: new Map([
      [`5010KETU${number}1`, sun(24_000 + 900 * number)],
      [`5010KETU${number}2`, sun(17_000 + 700 * number)],
    ]),
  };
}

function success(data: unknown): StandInReply {
  return { body: { language: "en", hasError: false, msg: "Successful", code: "0", data } };
}

function refused(code: string): StandInReply {
  return { body: { language: "en", hasError: true, msg: "Failed", code, data: null } };
}

function monitorDetail(
  plants: readonly Plant[],
  { body, now, fault }: StandInRequest,
): StandInReply {
  const { powerStationId }: { powerStationId?: string } = JSON.parse(body);
  const plant = plants.find(({ id }) => id === powerStationId);
  if (!plant) return refused("100005");
  const at = Math.floor(now / STEP_MS) * STEP_MS;
  const all = [...plant.inverters];
  const rows = all.map(([serial, sun], index) =>
    inverter(serial, sun, at, fault === "dead-device" && index === 0 ? "dead-device" : fault),
  );
  const total = (of: (sun: SunPlant) => number): number =>
    all.reduce((sum, [, sun]) => sum + of(sun), 0);
  const kpi = {
    pac: total((sun) => sun.powerW(at)),
    total_power: total((sun) => sun.counterWh(at)) / 1_000,
  };
  const shown = fault === "no-data" ? [] : rows;
  return success({
    info: { powerstation_id: plant.id, stationname: `Roof ${plant.id.at(-1)}`, capacity: 8.2 },
    kpi: fault === "nulls" ? nulled(kpi) : kpi,
    inverter: fault === "duplicates" ? shown.flatMap((row) => [row, row]) : shown,
    hasPowerflow: false,
    powerflow: null,
    hasEnergeStatisticsCharts: false,
    energeStatisticsTotals: null,
  });
}

/** One that is out of reach is shown as 0, and its counter here as no value. */
function inverter(serial: string, sun: SunPlant, at: Instant, fault: StandInFault | null): Json {
  const isOffline = fault === "dead-device";
  const watts = isOffline ? 0 : sun.powerW(at);
  const values = {
    ...(fault === "missing-field" ? {} : { pac: watts }),
    etotal: isOffline ? NO_VALUE : sun.counterWh(at) / 1_000,
    tempperature: isOffline ? 0 : 39,
    fac1: isOffline ? 0 : 50.01,
    vac1: isOffline ? 0 : 231,
    iac1: watts / 231,
  };
  const full = {
    sn: serial,
    status: isOffline ? -1 : 1,
    last_time: at,
    isbuettey: false,
    battery_count: null,
    hasmeter: false,
    ...(fault === "nulls" ? nulled(values) : values),
  };
  return { sn: serial, name: serial, status: full.status, invert_full: full };
}

function nulled(values: Json): Json {
  return Object.fromEntries(Object.keys(values).map((name) => [name, null]));
}
