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
import { GatewayPlants, type HeardInverter } from "./gateway-plants.ts";
import { detailed, type Firmware, listed, total } from "./livedata.ts";

/** A gateway with three inverters that lets nobody read without its password, on loopback. */
export async function startOpendtuStandIn(
  clock: Clock,
  world: StandInWorld,
  firmware: Firmware,
): Promise<StandIn> {
  const plants = new GatewayPlants(clock, world);
  const passwords = ["openDTU42-sunshine"];
  const credentials = (): string[] =>
    passwords.map((password) => Buffer.from(`admin:${password}`).toString("base64"));
  let isClosed = false;
  const server = await StandInServer.start({
    clock,
    routes: routesOf(plants, firmware),
    authorise: ({ headers }) =>
      !isClosed && headers["authorization"] === `Basic ${credentials().at(-1)}`,
    maxConcurrent: 1,
  });
  const settings = () => ({ address: server.url, password: passwords.at(-1) ?? "" });
  return {
    settings: settings(),
    sites: [siteOf(plants)],
    energyWh: (_siteKey: string, span: Span) => plants.energyWh(span),
    misbehave(fault) {
      plants.misbehave(fault);
      server.misbehave(fault);
    },
    calls: server.calls,
    revoke: () => {
      isClosed = true;
    },
    logInAgain() {
      isClosed = false;
      passwords.push(`openDTU43-new-${passwords.length}`);
      return settings();
    },
    secrets: () => [...passwords, ...credentials()],
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function routesOf(plants: GatewayPlants, firmware: Firmware): StandInRoute[] {
  return [
    {
      at: "GET /api/livedata/status",
      answer: (request) => livedata(plants, firmware, request),
    },
    {
      at: "GET /api/ntp/status",
      answer: () => ({
        body: {
          ntp_server: "pool.ntp.org",
          ntp_timezone: "CET-1CEST,M3.5.0,M10.5.0/3",
          ntp_timezone_descr: plants.timeZone,
          ntp_status: true,
        },
      }),
    },
    {
      at: "GET /api/devinfo/status",
      answer: ({ query }) => ({
        body: plants.serials.includes(query.get("inv") ?? "")
          ? { valid_data: true, hw_model_name: "HM-600", max_power: 600, fw_build_version: 10_027 }
          : {},
      }),
    },
  ];
}

/** Since 2024 values come of one inverter, and only when it is asked for. */
function livedata(
  plants: GatewayPlants,
  firmware: Firmware,
  { query, fault }: StandInRequest,
): StandInReply {
  const all = plants.serials.flatMap((serial) => plants.heard(serial) ?? []);
  const asked = query.get("inv");
  const chosen =
    firmware === 2024 && asked !== null ? all.filter((each) => each.serial === asked) : all;
  const isShort = firmware === 2024 && asked === null;
  const told = (heard: HeardInverter): unknown =>
    isShort ? listed(heard, fault) : detailed(heard, firmware, fault);
  const once = fault === "no-data" ? [] : chosen.map(told);
  const inverters = fault === "duplicates" ? [...once, ...once] : once;
  const hints = { time_sync: false, radio_problem: false, default_password: false };
  return { body: { inverters, total: total(all, fault), hints } };
}

function siteOf({ serials, timeZone }: GatewayPlants): KnownSite {
  const inverters = serials.map((key) => ({ key, kind: "inverter" }) as const);
  const devices = [...inverters, { key: "site:opendtu", kind: "logger" } as const];
  return { key: "local", timeZone, devices };
}
