import {
  type StandIn,
  type StandInReply,
  type StandInRequest,
  StandInServer,
  type StandInWorld,
  SunPlant,
} from "@solarmon/connectors-kit/stand-in";
import { type Clock, type Instant, MINUTE_MS, SECOND_MS, type Span } from "@solarmon/core";

const QUARTER_MS = 15 * MINUTE_MS;
const QUOTAS = [{ name: "minute", limit: 180, period: "minute" }] as const;
const USER = 22;

type Json = Readonly<Record<string, unknown>>;
interface Site {
  readonly id: number;
  readonly inverters: ReadonlyMap<number, SunPlant>;
}

/** Victron's VRM API v2 on loopback, after its documentation. */
export async function startVrmStandIn(clock: Clock, world: StandInWorld): Promise<StandIn> {
  const sites = sitesOf(world);
  const tokens = ["vrm-token-0"];
  let isRevoked = false;
  const settings = () => ({ address: server.url, token: tokens.at(-1) ?? "" });
  const siteOf = ({ parameters }: StandInRequest) =>
    sites.find(({ id }) => `${id}` === parameters["site"]);
  const server = await StandInServer.start({
    clock,
    quotas: world.countsCalls ? QUOTAS : [],
    authorise: ({ headers }) =>
      !isRevoked && headers["x-authorization"] === `Token ${tokens.at(-1)}`,
    forms: {
      unauthorized: () => refused(401, "invalid_token"),
      forbidden: () => refused(403, "forbidden"),
    },
    routes: [
      { at: "GET /users/me", answer: () => ({ body: { success: true, user: { id: USER } } }) },
      {
        at: "GET /users/:user/installations",
        answer: () => records(sites.map((site) => installationOf(site, world))),
      },
      {
        at: "GET /installations/:site/diagnostics",
        answer: (request) => records(diagnosticsOf(siteOf(request), request)),
      },
      {
        at: "GET /installations/:site/stats",
        answer: (request) => records(statsOf(siteOf(request), request)),
      },
    ],
  });
  return {
    settings: settings(),
    sites: sites.map(({ id, inverters }) => ({
      key: `${id}`,
      timeZone: world.timeZone,
      devices: [
        { key: `site:${id}`, kind: "meter" as const },
        { key: `site:${id}:battery`, kind: "battery" as const },
        ...[...inverters.keys()].map((instance) => ({
          key: `${id}:pvinverter:${instance}`,
          kind: "inverter" as const,
        })),
      ],
    })),
    energyWh: (key, span) =>
      energyOf(
        sites.find(({ id }) => `${id}` === key),
        span,
      ),
    misbehave(fault) {
      server.misbehave(fault);
      for (const { inverters } of sites)
        for (const sun of inverters.values()) sun.misbehave(fault, clock.now());
    },
    calls: server.calls,
    revoke: () => {
      isRevoked = true;
    },
    logInAgain: () => {
      tokens.push(`vrm-token-${tokens.length}`);
      isRevoked = false;
      return settings();
    },
    secrets: () => tokens,
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function sitesOf({ noonAt }: StandInWorld): readonly Site[] {
  return [4711, 4712].map((id, site) => ({
    id,
    inverters: new Map(
      [20, 21].map((instance, index) => [
        instance,
        new SunPlant({ noonAt, fairDayWh: 19_000 + 3_100 * site + 1_300 * index }),
      ]),
    ),
  }));
}

function energyOf(site: Site | undefined, span: Span): number {
  return [...(site?.inverters.values() ?? [])].reduce((sum, sun) => sum + sun.energyWh(span), 0);
}

function refused(status: number, error_code: string): StandInReply {
  return { status, body: { success: false, errors: "refused", error_code } };
}

function records(list: unknown): StandInReply {
  return { body: { success: true, records: list } };
}

function installationOf({ id }: Site, { timeZone }: StandInWorld): Json {
  return { idSite: id, name: `VRM ${id}`, timezone: timeZone, syscreated: 1_600_000_000 };
}

function diagnosticsOf(site: Site | undefined, { now, fault }: StandInRequest): readonly Json[] {
  if (!site || fault === "no-data") return [];
  const at = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const record = (
    service: string,
    instance: number,
    path: string,
    unit: string,
    value: number,
  ) => ({
    idSite: site.id,
    timestamp: at / SECOND_MS,
    instance,
    formatWithUnit: `%.1f ${unit}`,
    dbusServiceType: service,
    dbusPath: path,
    rawValue: fault === "nulls" ? null : value,
  });
  const inverters = [...site.inverters].slice(fault === "dead-device" ? 1 : 0);
  const all = [
    record("system", 0, "/Ac/Consumption/L1/Power", "W", 410),
    record("system", 0, "/Ac/Grid/L1/Power", "W", -120),
    record("system", 0, "/Dc/Battery/Soc", "%%", 81.5),
    ...inverters.flatMap(([instance, sun]) => [
      ...(fault === "missing-field"
        ? []
        : [record("pvinverter", instance, "/Ac/Power", "W", sun.powerW(at))]),
      record("pvinverter", instance, "/Ac/Energy/Forward", "kWh", sun.counterWh(at) / 1_000),
    ]),
  ];
  return fault === "duplicates" ? all.flatMap((entry) => [entry, entry]) : all;
}

function statsOf(site: Site | undefined, { query, now, fault }: StandInRequest): Json {
  const rows: (readonly [Instant, number])[] = [];
  const end = Math.min(Number(query.get("end")) * SECOND_MS, now);
  const first = Math.ceil((Number(query.get("start")) * SECOND_MS) / QUARTER_MS) * QUARTER_MS;
  for (let at = first; at < end; at += QUARTER_MS)
    rows.push([at, energyOf(site, { start: at, end: Math.min(at + QUARTER_MS, now) }) / 1_000]);
  const sent = withFault(rows, fault);
  return { total_solar_yield: sent.length === 0 ? false : sent, total_consumption: false };
}

function withFault(
  rows: readonly (readonly [Instant, number])[],
  fault: StandInRequest["fault"],
): readonly (readonly [Instant, number])[] {
  if (fault === "no-data" || fault === "nulls") return [];
  if (fault === "duplicates") return rows.flatMap((row) => [row, row]);
  return fault === "out-of-order"
    ? rows.toSorted(([a], [b]) => ((a / QUARTER_MS) % 5) - ((b / QUARTER_MS) % 5))
    : rows;
}
