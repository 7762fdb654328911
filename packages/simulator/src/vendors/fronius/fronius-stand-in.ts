import type { Clock, Span } from "@solarmon/core";
import type { KnownSite } from "@solarmon/connectors-kit";
import {
  type StandIn,
  type StandInReply,
  type StandInRequest,
  type StandInRoute,
  StandInServer,
  type StandInWorld,
} from "@solarmon/connectors-kit/stand-in";
import { archive } from "./archive.ts";
import { activeDevices, inverterInfo, loggerInfo } from "./device-lists.ts";
import { FroniusDevices, type FroniusModel } from "./fronius-devices.ts";
import { inverterData, meterData, powerFlow, storageData } from "./realtime.ts";

type Answer = (devices: FroniusDevices, request: StandInRequest) => StandInReply;

const ANSWERS: Readonly<Record<string, Answer>> = {
  "GetPowerFlowRealtimeData.fcgi": powerFlow,
  "GetInverterRealtimeData.cgi": inverterData,
  "GetMeterRealtimeData.cgi": meterData,
  "GetStorageRealtimeData.cgi": storageData,
  "GetActiveDeviceInfo.cgi": activeDevices,
  "GetInverterInfo.cgi": inverterInfo,
  "GetLoggerInfo.cgi": loggerInfo,
  "GetArchiveData.cgi": archive,
};
const VERSION: StandInRoute = {
  at: "GET /solar_api/GetAPIVersion.cgi",
  answer: () => ({
    body: { APIVersion: 1, BaseURL: "/solar_api/v1/", CompatibilityRange: "1.5-18" },
  }),
};
const MAX_CONCURRENT = 2;

/** A device of Fronius with its local Solar API, on loopback. */
export async function startFroniusStandIn(
  clock: Clock,
  world: StandInWorld,
  model: FroniusModel = "datamanager",
): Promise<StandIn> {
  const devices = new FroniusDevices(model, world);
  const routes = Object.entries(ANSWERS).map(([path, answer]) => ({
    at: `GET /solar_api/v1/${path}`,
    answer: (request: StandInRequest) => answer(devices, request),
  }));
  const server = await StandInServer.start({
    clock,
    routes: [VERSION, ...routes],
    maxConcurrent: MAX_CONCURRENT,
  });
  return {
    settings: { address: server.url },
    sites: [siteOf(devices)],
    energyWh: (_siteKey: string, span: Span) => devices.energyWh(span),
    misbehave(fault) {
      devices.misbehave(fault, clock.now());
      server.misbehave(fault);
    },
    calls: server.calls,
    // Nobody logs in to a device in the local network.
    revoke: () => undefined,
    logInAgain: () => ({ address: server.url }),
    secrets: () => [],
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function siteOf({ inverters, model, timeZone }: FroniusDevices): KnownSite {
  const ofInverters = [...inverters.keys()].map(
    (id) => ({ key: `inverter:${id}`, kind: "inverter" }) as const,
  );
  const battery = [
    { key: "P030T020Z2104", kind: "battery" },
    { key: "site:local/battery", kind: "battery" },
  ] as const;
  const devices = [
    ...ofInverters,
    { key: "16250123", kind: "meter" } as const,
    { key: "site:local", kind: "meter" } as const,
    ...(model === "gen24" ? battery : []),
  ];
  return { key: "local", timeZone, devices };
}
