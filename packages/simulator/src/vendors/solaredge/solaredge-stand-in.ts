import { type Clock, type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import {
  type StandIn,
  type StandInReply,
  type StandInRequest,
  type StandInRoute,
  StandInServer,
  type StandInWorld,
} from "@solarmon/connectors-kit/stand-in";
import { AccessDesk, type SolaredgeAccess } from "./access.ts";
import { devices, listSites, siteDetails } from "./account.ts";
import { problemReply } from "./problem-reply.ts";
import { overview, siteSeries } from "./site-energy.ts";
import { type SolaredgeEquipment, SolaredgeSite } from "./solaredge-site.ts";
import { telemetry } from "./telemetry.ts";

type Answer = (site: SolaredgeSite, request: StandInRequest) => StandInReply;

const A_MINUTE = 10;
const QUOTAS = [
  { name: "minute", limit: A_MINUTE, period: "minute" },
  { name: "month", limit: 2_000, period: "month" },
] as const;
const OF_SITES: Readonly<Record<string, Answer>> = {
  "": siteDetails,
  "/devices": devices,
  "/overview": overview,
  "/energy": siteSeries,
  "/power": siteSeries,
  "/inverters/telemetry": telemetry,
  "/meters/telemetry": telemetry,
  "/storage/telemetry": telemetry,
};

export interface SolaredgeStandInOptions {
  /** One for each site. Default: one site with inverters only. */
  readonly sites?: readonly SolaredgeEquipment[];
  /** Default `fleet`. */
  readonly access?: SolaredgeAccess;
}

/** SolarEdge's monitoring API V2 on loopback, with the limits of its free tier. */
export async function startSolaredgeStandIn(
  clock: Clock,
  world: StandInWorld,
  { sites: equipment = ["inverters"], access = "fleet" }: SolaredgeStandInOptions = {},
): Promise<StandIn> {
  const sites = equipment.map((fitted, index) => new SolaredgeSite(index, fitted, world));
  const desk = new AccessDesk(access, clock);
  const server: StandInServer = await StandInServer.start({
    clock,
    routes: routesOf(sites, desk, access),
    authorise: (request) => desk.isWelcome(request),
    quotas: world.countsCalls === false ? [] : QUOTAS,
    forms: {
      unauthorized: () => problemReply(401, "Unauthorized", "the credential is not accepted"),
      forbidden: () => problemReply(403, "Forbidden", "no access"),
      "rate-limited": (request) => tooOften(request, server.calls),
      "server-error": () => ({ ...HTML, status: 502 }),
    },
  });
  const letIn = (): Record<string, string> => ({
    address: `${server.url}/v2`,
    ...desk.letIn(sites[0]?.id ?? ""),
  });
  return {
    settings: letIn(),
    sites: sites.map((site) => site.toKnown()),
    energyWh: (key: string, span: Span) =>
      sites.find(({ id }) => id === key)?.energyWh(span) ?? Number.NaN,
    misbehave(fault) {
      for (const site of sites) site.misbehave(fault, clock.now());
      server.misbehave(fault);
    },
    calls: server.calls,
    revoke: () => desk.revoke(),
    logInAgain: letIn,
    secrets: () => desk.secrets(),
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

const HTML: StandInReply = {
  headers: { "content-type": "text/html" },
  body: "<html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>",
};

function routesOf(
  sites: readonly SolaredgeSite[],
  desk: AccessDesk,
  access: SolaredgeAccess,
): readonly StandInRoute[] {
  const ofSites = Object.entries(OF_SITES).map(([path, answer]) => ({
    at: `GET /v2/sites/:site${path}`,
    answer: (request: StandInRequest): StandInReply => {
      const site = sites.find(({ id }) => id === request.parameters["site"]);
      return site ? answer(site, request) : problemReply(404, "Not Found", "Unknown site");
    },
  }));
  const list = (request: StandInRequest): StandInReply =>
    access === "fleet" ? listSites(sites, request) : problemReply(403, "Forbidden", "API key only");
  return [
    {
      at: "GET /v2/authorize",
      isOpen: true,
      answer: (request) => desk.authorize(request, sites[0]?.id ?? ""),
    },
    { at: "POST /v2/oauth2/token", isOpen: true, answer: (request) => desk.token(request) },
    { at: "GET /v2/sites", answer: list },
    ...ofSites,
  ];
}

/** With calls left in the minute it is the month that is used up, and no wait is told. */
function tooOften(
  { now, fault }: StandInRequest,
  calls: readonly { readonly at: Instant }[],
): StandInReply {
  const used = calls.filter(({ at }) => at > now - MINUTE_MS).length;
  const left = fault === "rate-limited" ? 0 : Math.max(0, A_MINUTE - used);
  const reply = problemReply(429, "Too Many Requests", "rate limit exceeded");
  const limits = {
    "x-ratelimit-limit-minute": String(A_MINUTE),
    "x-ratelimit-remaining-minute": String(left),
  };
  const wait = left > 0 ? { "retry-after": "" } : {};
  return { ...reply, headers: { ...reply.headers, ...limits, ...wait } };
}
