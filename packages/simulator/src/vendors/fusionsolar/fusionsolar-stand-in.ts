import type { Clock, Span } from "@solarmon/core";
import {
  type StandIn,
  type StandInReply,
  type StandInRequest,
  type StandInRoute,
  StandInServer,
  type StandInWorld,
} from "@solarmon/connectors-kit/stand-in";
import { history, realTime } from "./device-replies.ts";
import { failure } from "./envelope.ts";
import { type FusionsolarEquipment, FusionsolarPlant } from "./fusionsolar-plant.ts";
import { InterfaceQuota } from "./interface-quota.ts";
import { deviceList, stationList, stationRealTime, stations } from "./plant-replies.ts";
import { SessionDesk } from "./session-desk.ts";

type Answer = (plants: readonly FusionsolarPlant[], request: StandInRequest) => StandInReply;

const NO_PERMISSION = 401;
const BUSY = 20_200;
const ANSWERS: Readonly<Record<string, Answer>> = {
  getStationList: stationList,
  stations,
  getDevList: deviceList,
  getStationRealKpi: stationRealTime,
  getDevRealKpi: realTime,
  getDevHistoryKpi: history,
};

export interface FusionsolarStandInOptions {
  /** One for each plant. Default: a home, a roof, and a plant without ticks. */
  readonly plants?: readonly FusionsolarEquipment[];
  /** Whether the user is of 2023 or later, who may not read the old list. Default true. */
  readonly isNewUser?: boolean;
}

/** FusionSolar's northbound interface on loopback: a session, limits of each interface, and a call a minute. */
export async function startFusionsolarStandIn(
  clock: Clock,
  world: StandInWorld,
  {
    plants: equipment = ["home", "roof", "unticked"],
    isNewUser = true,
  }: FusionsolarStandInOptions = {},
): Promise<StandIn> {
  const plants = equipment.map((fitted, index) => new FusionsolarPlant(index, fitted, world));
  const isCounting = world.countsCalls !== false;
  const desk = new SessionDesk(clock, isCounting);
  const server = await StandInServer.start({
    clock,
    routes: routesOf(plants, desk, isCounting, isNewUser),
    authorise: (request) => desk.isWelcome(request),
    quotas: isCounting ? [{ name: "minute", limit: 1, period: "minute" }] : [],
    maxConcurrent: 1,
    forms: {
      unauthorized: () => ({
        body: { failCode: 305, immediately: true, message: "USER_MUST_RELOGIN" },
      }),
      forbidden: () => failure(NO_PERMISSION),
      "rate-limited": tooOften,
      "server-error": () => failure(BUSY),
    },
  });
  const settings = (): Record<string, string> => ({ portal: server.url, ...desk.credentials() });
  return {
    settings: settings(),
    sites: plants.map((plant) => plant.toKnown()),
    energyWh: (key: string, span: Span) =>
      plants.find(({ code }) => code === key)?.energyWh(span) ?? Number.NaN,
    misbehave(fault) {
      for (const plant of plants) plant.misbehave(fault, clock.now());
      server.misbehave(fault);
    },
    calls: server.calls,
    revoke: () => desk.revoke(),
    logInAgain: settings,
    secrets: () => desk.secrets(),
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function routesOf(
  plants: readonly FusionsolarPlant[],
  desk: SessionDesk,
  isCounting: boolean,
  isNewUser: boolean,
): readonly StandInRoute[] {
  const quota = new InterfaceQuota(plants);
  const routes = Object.entries(ANSWERS).map(([path, answer]) => ({
    at: `POST /thirdData/${path}`,
    answer: (request: StandInRequest): StandInReply => {
      const isOver = quota.isOver(path, request.now);
      if (isOver && isCounting) return { ...tooOften(), isOverQuota: true };
      const isForbidden = path === "getStationList" && isNewUser;
      return isForbidden ? failure(NO_PERMISSION) : answer(plants, request);
    },
  }));
  return [
    { at: "POST /thirdData/login", isOpen: true, answer: (request) => desk.logIn(request) },
    ...routes,
  ];
}

/** It never says until when. */
function tooOften(): StandInReply {
  return { ...failure(407, "ACCESS_FREQUENCY_IS_TOO_HIGH"), headers: { "retry-after": "" } };
}
