import { HOUR_MS, SECOND_MS } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import type { GatewayDevices } from "./gateway-devices.ts";

type Item = Readonly<Record<string, unknown>>;

/** `GET /production.json`. */
export function production(devices: GatewayDevices, request: StandInRequest): StandInReply {
  const { fault } = request;
  const acb = { type: "acb", activeCount: 0, readingTime: 0, wNow: 0, whNow: 0, state: "idle" };
  if (fault === "no-data") return { body: { production: [], consumption: [], storage: [] } };
  const { isMetered } = devices;
  const items = [inverters(devices, request), ...(isMetered ? [ct(devices, request)] : [])];
  const consumption = isMetered ? { consumption: consumptionOf(devices, request) } : {};
  return { body: { production: items, ...consumption, storage: [acb] } };
}

/** Nothing is measured where activeCount is 0, whatever stands beside it. */
const LEFTOVER = { activeCount: 0, wNow: 488.154, whLifetime: 3_183_793.303 };

/** At night its time and power are 0, and the counter stays. */
function inverters(devices: GatewayDevices, { now, fault }: StandInRequest): Item {
  const at = devices.reportedAt(now);
  const isUp = devices.isSunUp(at);
  const item = {
    type: "inverters",
    activeCount: devices.micros.length,
    readingTime: isUp ? at / SECOND_MS : 0,
    ...power(fault, isUp ? devices.powerW(at) : 0),
    whLifetime: devices.counterWh(isUp ? at : now),
  };
  return fault === "nulls" ? { ...item, ...LEFTOVER } : item;
}

function ct(devices: GatewayDevices, { now, fault }: StandInRequest): Item {
  const readingTime = Math.floor(now / SECOND_MS);
  const at = readingTime * SECOND_MS;
  const item = {
    type: "eim",
    activeCount: 1,
    measurementType: "production",
    readingTime,
    ...power(fault, devices.powerW(at)),
    whLifetime: devices.counterWh(at),
    rmsVoltage: 235.777,
    rmsCurrent: 2.162,
    reactPwr: 115.849,
    apprntPwr: 509.902,
    pwrFactor: 0.97,
    whToday: 4_425.303,
    whLastSevenDays: 111_093.303,
  };
  return fault === "nulls" ? { ...item, ...LEFTOVER } : item;
}

function consumptionOf(devices: GatewayDevices, { now, fault }: StandInRequest): Item[] {
  const readingTime = Math.floor(now / SECOND_MS);
  const netW = devices.netW(readingTime * SECOND_MS);
  const totalW = devices.powerW(readingTime * SECOND_MS) + netW;
  const items = [
    ["total-consumption", totalW, 5_145_153.621],
    ["net-consumption", netW, 1_961_512.786],
  ] as const;
  return items.map(([measurementType, watts, whLifetime]) => {
    const item = { type: "eim", activeCount: 1, measurementType, readingTime, whLifetime };
    const values = { ...item, ...power(fault, watts) };
    return fault === "nulls" ? { ...values, ...LEFTOVER } : values;
  });
}

function power(fault: StandInRequest["fault"], watts: number): Item {
  return fault === "missing-field" ? {} : { wNow: watts };
}

/** `GET /api/v1/production`: no time; zeros where nothing was ever counted. */
export function v1Production(devices: GatewayDevices, request: StandInRequest): StandInReply {
  const { now, fault } = request;
  const isNothing = fault === "nulls" || fault === "no-data" || fault === "dead-device";
  const powerW = isNothing ? 0 : devices.powerW(now);
  return {
    body: {
      wattHoursToday: isNothing ? 0 : devices.energyWh({ start: now - HOUR_MS, end: now }),
      wattHoursSevenDays: 0,
      wattHoursLifetime: isNothing ? 0 : devices.counterWh(now),
      ...(fault === "missing-field" ? {} : { wattsNow: powerW }),
    },
  };
}
