import { type Clock, HOUR_MS, type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import {
  type StandIn,
  StandInLogin,
  type StandInReply,
  type StandInRequest,
  StandInServer,
  type StandInWorld,
  SunPlant,
} from "@solarmon/connectors-kit/stand-in";

const API_KEY = "acme-key-5f1c2d";
const STEP_MS = 15 * MINUTE_MS;
const PAGE_MS = 15 * HOUR_MS;
const SITES_A_PAGE = 2;
const QUOTAS = [
  { name: "minute", limit: 30, period: "minute" },
  { name: "day", limit: 600, period: "day" },
] as const;

interface Site {
  readonly id: string;
  readonly inverters: ReadonlyMap<string, SunPlant>;
}
type Row = Readonly<Record<string, unknown>>;

/** The made-up vendor on loopback. */
export async function startAcmeStandIn(clock: Clock, world: StandInWorld): Promise<StandIn> {
  const login = new StandInLogin(clock, 2 * HOUR_MS);
  const sites = sitesOf(world);
  const settings = (): Record<string, string> => ({
    address: server.url,
    apiKey: API_KEY,
    refreshToken: login.issue().refreshToken,
  });
  const server = await StandInServer.start({
    clock,
    quotas: world.countsCalls === false ? [] : QUOTAS,
    maxConcurrent: 2,
    authorise: ({ headers }) =>
      headers["x-api-key"] === API_KEY &&
      login.accepts(headers["authorization"]?.replace("Bearer ", "") ?? ""),
    routes: [
      { at: "POST /token", isOpen: true, answer: ({ body }) => tokenReply(login, body) },
      { at: "GET /sites", answer: ({ query }) => listSites(sites, query, world) },
      { at: "GET /sites/:site/live", answer: (request) => live(sites, request, world) },
      { at: "GET /sites/:site/history", answer: (request) => history(sites, request, world) },
    ],
  });
  const first = settings();
  return {
    settings: first,
    sites: sites.map(({ id, inverters }) => ({
      key: id,
      timeZone: world.timeZone,
      devices: [...inverters.keys()].map((key) => ({ key, kind: "inverter" as const })),
    })),
    energyWh: (key, span) => energyOf(sites, key, span),
    misbehave(fault) {
      server.misbehave(fault);
      for (const { inverters } of sites)
        for (const plant of inverters.values()) plant.misbehave(fault, clock.now());
    },
    calls: server.calls,
    revoke: () => login.revoke(),
    logInAgain: settings,
    secrets: () => [API_KEY, ...login.secrets()],
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function sitesOf({ noonAt }: StandInWorld): readonly Site[] {
  return ["north", "south", "west"].map((id, site) => ({
    id,
    inverters: new Map(
      ["a", "b"].map((letter, index) => [
        `${id}-${letter}`,
        new SunPlant({ noonAt, fairDayWh: 21_000 + 4_000 * site + 1_700 * index }),
      ]),
    ),
  }));
}

function energyOf(sites: readonly Site[], key: string, span: Span): number {
  const plants = [...(sites.find(({ id }) => id === key)?.inverters.values() ?? [])];
  return plants.reduce((sum, plant) => sum + plant.energyWh(span), 0);
}

function tokenReply(login: StandInLogin, body: string): StandInReply {
  const { refreshToken }: { refreshToken: string } = JSON.parse(body);
  const tokens = login.refresh(refreshToken);
  return tokens ? { body: tokens } : { status: 401, body: { error: "log in again" } };
}

function listSites(
  sites: readonly Site[],
  query: URLSearchParams,
  { timeZone }: StandInWorld,
): StandInReply {
  const first = (Number(query.get("page")) - 1) * SITES_A_PAGE;
  const page = sites.slice(first, first + SITES_A_PAGE).map(({ id, inverters }) => ({
    id,
    name: `Acme ${id}`,
    zone: timeZone,
    inverters: [...inverters.keys()],
  }));
  const isLast = first + SITES_A_PAGE >= sites.length;
  return { body: { sites: page, next: isLast ? null : first / SITES_A_PAGE + 2 } };
}

function live(
  sites: readonly Site[],
  { parameters, now, fault }: StandInRequest,
  world: StandInWorld,
): StandInReply {
  const site = sites.find(({ id }) => id === parameters["site"]);
  const inverters = [...(site?.inverters ?? [])].slice(fault === "dead-device" ? 1 : 0);
  const rows = inverters.map(([serial, plant]) => rowOf(serial, plant, now, fault, world));
  return { body: { rows: withFault(rows, fault) } };
}

function history(
  sites: readonly Site[],
  { parameters, query, now, fault }: StandInRequest,
  world: StandInWorld,
): StandInReply {
  const site = sites.find(({ id }) => id === parameters["site"]);
  const [from, to] = [Number(query.get("from")), Math.min(Number(query.get("to")), now)];
  const end = Math.min(to, from + PAGE_MS);
  const rows: Row[] = [];
  for (const [serial, plant] of site?.inverters ?? [])
    for (let at = Math.ceil(from / STEP_MS) * STEP_MS; at < end; at += STEP_MS)
      rows.push(rowOf(serial, plant, at, fault, world));
  return { body: { rows: withFault(rows, fault), next: end < to ? end : null } };
}

function withFault(rows: readonly Row[], fault: StandInRequest["fault"]): readonly Row[] {
  if (fault === "no-data") return [];
  if (fault === "duplicates") return rows.flatMap((row) => [row, row]);
  return fault === "out-of-order"
    ? rows.toReversed().toSorted((a, b) => oddly(a) - oddly(b))
    : rows;
}

/** An order that is none. */
function oddly({ time }: Row): number {
  return (Date.parse(`${String(time)}Z`) / STEP_MS) % 5;
}

function rowOf(
  serial: string,
  plant: SunPlant,
  at: Instant,
  fault: StandInRequest["fault"],
  { timeZone }: StandInWorld,
): Row {
  const time = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(at);
  const power_kw = fault === "nulls" ? -999 : plant.powerW(at) / 1_000;
  const total_kwh = fault === "nulls" ? null : plant.counterWh(at) / 1_000;
  const row = { serial, time, total_kwh };
  return fault === "missing-field" ? row : { ...row, power_kw };
}
