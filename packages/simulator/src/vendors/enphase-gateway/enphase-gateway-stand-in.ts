import type { Clock, Span } from "@solarmon/core";
import {
  type StandIn,
  type StandInReply,
  type StandInRequest,
  type StandInRoute,
  StandInServer,
  type StandInWorld,
} from "@solarmon/connectors-kit/stand-in";
import { DigestDesk } from "./digest-desk.ts";
import { type EnphaseGatewayModel, GatewayDevices } from "./gateway-devices.ts";
import { home, info } from "./gateway-info.ts";
import { ensemblePower, inventory, meterReadings, meters } from "./meters.ts";
import { deviceData, inverterList } from "./micros.ts";
import { FORBIDDEN, UNAUTHORIZED, UNAVAILABLE } from "./pages.ts";
import { production, v1Production } from "./production.ts";
import { type EnphaseGatewayLogIn, TokenDesk } from "./token-desk.ts";

type Answer = (devices: GatewayDevices, request: StandInRequest) => StandInReply;

const ANSWERS: Readonly<Record<string, Answer>> = {
  "/home": home,
  "/production.json": production,
  "/api/v1/production": v1Production,
  "/api/v1/production/inverters": inverterList,
  "/ivp/pdm/device_data": deviceData,
  "/ivp/meters": meters,
  "/ivp/meters/readings": meterReadings,
  "/ivp/ensemble/inventory": inventory,
  "/ivp/ensemble/power": ensemblePower,
};

export interface EnphaseGatewayStandInOptions {
  /** Default `metered`. */
  readonly model?: EnphaseGatewayModel;
  /** Default `password`. */
  readonly logIn?: EnphaseGatewayLogIn;
  /** Whether the link is to read each micro-inverter. Default: all together. */
  readonly readsEach?: boolean;
}

/** An IQ Gateway on loopback, with Enphase's own log-in at the same address. */
export async function startEnphaseGatewayStandIn(
  clock: Clock,
  world: StandInWorld,
  { model = "metered", logIn = "password", readsEach = false }: EnphaseGatewayStandInOptions = {},
): Promise<StandIn> {
  const devices = new GatewayDevices(model, world);
  const desk = new TokenDesk(logIn, devices.serial, clock);
  const digest = new DigestDesk(devices.serial);
  const { wantsToken } = devices;
  const server = await StandInServer.start({
    clock,
    routes: routesOf(devices, desk),
    authorise: (request) => (wantsToken ? desk : digest).isWelcome(request),
    maxConcurrent: 1,
    forms: {
      unauthorized: () => (wantsToken ? UNAUTHORIZED : digest.refuse()),
      forbidden: () => FORBIDDEN,
      "server-error": () => UNAVAILABLE,
    },
  });
  const letIn = (): Record<string, string> => ({
    address: server.url,
    enlightenAddress: server.url,
    entrezAddress: server.url,
    inverters: readsEach ? "each" : "together",
    ...(wantsToken ? desk.letIn() : {}),
  });
  return {
    settings: letIn(),
    sites: [devices.toKnown(readsEach)],
    energyWh: (_siteKey: string, span: Span) => devices.energyWh(span),
    misbehave(fault) {
      devices.misbehave(fault, clock.now());
      server.misbehave(fault);
    },
    calls: server.calls,
    revoke: () => desk.revoke(),
    logInAgain: letIn,
    secrets: () => desk.secrets(),
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function routesOf(devices: GatewayDevices, desk: TokenDesk): readonly StandInRoute[] {
  const data = Object.entries(ANSWERS).map(([path, answer]) => ({
    at: `GET ${path}`,
    answer: (request: StandInRequest) => answer(devices, request),
  }));
  return [
    { at: "GET /info", isOpen: true, answer: (request) => info(devices, request) },
    { at: "GET /auth/check_jwt", isOpen: true, answer: (request) => desk.checkToken(request) },
    { at: "POST /login/login.json", isOpen: true, answer: (request) => desk.logIn(request) },
    { at: "POST /tokens", isOpen: true, answer: (request) => desk.token(request) },
    ...data,
  ];
}
