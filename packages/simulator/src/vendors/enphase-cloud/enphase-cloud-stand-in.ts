import { type Clock, type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import {
  type StandIn,
  type StandInReply,
  type StandInRequest,
  type StandInRoute,
  StandInServer,
  type StandInWorld,
} from "@solarmon/connectors-kit/stand-in";
import { devices, listSystems } from "./account.ts";
import { energyLifetime } from "./energy-lifetime.ts";
import { type EnphaseEquipment, EnphaseSystem } from "./enphase-system.ts";
import {
  errorReply,
  FORBIDDEN,
  tooManyRequests,
  UNAUTHORIZED,
  UNAVAILABLE,
} from "./error-reply.ts";
import { OAuthDesk } from "./oauth-desk.ts";
import { summary } from "./summary.ts";
import { battery, grid, productionMicro } from "./telemetry.ts";

type Answer = (system: EnphaseSystem, request: StandInRequest) => StandInReply;

const BASE = "/api/v4/systems";
const A_MINUTE = 10;
const A_MONTH = 1_000;
const OF_SYSTEMS: Readonly<Record<string, Answer>> = {
  devices,
  summary,
  "telemetry/production_micro": productionMicro,
  "telemetry/battery": battery,
  energy_import_telemetry: (system, request) => grid(system, request, "imported"),
  energy_export_telemetry: (system, request) => grid(system, request, "exported"),
  energy_lifetime: energyLifetime,
};

export interface EnphaseCloudStandInOptions {
  /** One for each system. Default: one with micro-inverters only. */
  readonly systems?: readonly EnphaseEquipment[];
  /** Systems in a page at most, to see pages without a hundred systems. Default 100, as Enphase. */
  readonly pageSize?: number;
}

/** Enphase's cloud API v4 on loopback, with the limits of the free plan "Watt". */
export async function startEnphaseCloudStandIn(
  clock: Clock,
  world: StandInWorld,
  { systems: equipment = ["micros"], pageSize }: EnphaseCloudStandInOptions = {},
): Promise<StandIn> {
  const systems = equipment.map((fitted, index) => new EnphaseSystem(index, fitted, world));
  const desk = new OAuthDesk(clock);
  const server: StandInServer = await StandInServer.start({
    clock,
    routes: routesOf(systems, desk, pageSize),
    authorise: (request) => desk.isWelcome(request),
    quotas:
      world.countsCalls === false
        ? []
        : [
            { name: "minute", limit: A_MINUTE, period: "minute", reset: "calendar" },
            { name: "month", limit: A_MONTH, period: "month" },
          ],
    forms: {
      unauthorized: () => UNAUTHORIZED,
      forbidden: () => FORBIDDEN,
      "server-error": () => UNAVAILABLE,
      "rate-limited": (request) => tooOften(request, server.calls),
    },
  });
  const letIn = (): Record<string, string> => ({ address: server.url, ...desk.letIn() });
  return {
    settings: letIn(),
    sites: systems.map((system) => system.toKnown()),
    energyWh: (key: string, span: Span) =>
      systems.find(({ id }) => `${id}` === key)?.energyWh(span) ?? Number.NaN,
    misbehave(fault) {
      for (const system of systems) system.misbehave(fault, clock.now());
      server.misbehave(fault);
    },
    calls: server.calls,
    revoke: () => desk.revoke(),
    logInAgain: letIn,
    secrets: () => desk.secrets(),
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function routesOf(
  systems: readonly EnphaseSystem[],
  desk: OAuthDesk,
  pageSize: number | undefined,
): readonly StandInRoute[] {
  const ofSystems = Object.entries(OF_SYSTEMS).map(([path, answer]) => ({
    at: `GET ${BASE}/:system/${path}`,
    answer: (request: StandInRequest): StandInReply => {
      const { system: asked = "" } = request.parameters;
      const system = systems.find(({ id }) => `${id}` === asked);
      if (system) return answer(system, request);
      return errorReply(404, "Not Found", `System not found for {:id=>"${asked}"}`);
    },
  }));
  return [
    { at: "POST /oauth/token", isOpen: true, answer: (request) => desk.token(request) },
    { at: "GET /oauth/authorize", isOpen: true, answer: (request) => desk.authorize(request) },
    { at: `GET ${BASE}`, answer: (request) => listSystems(systems, request, pageSize) },
    ...ofSystems,
  ];
}

/** With calls left in the minute it is the month that is used up. */
function tooOften(
  request: StandInRequest,
  calls: readonly { readonly at: Instant }[],
): StandInReply {
  const minute = Math.floor(request.now / MINUTE_MS) * MINUTE_MS;
  const used = calls.filter(({ at }) => at >= minute).length;
  const isMinute = request.fault === "rate-limited" || used >= A_MINUTE;
  return tooManyRequests(request, isMinute ? "minute" : "month");
}
