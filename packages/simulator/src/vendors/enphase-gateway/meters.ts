import { SECOND_MS } from "@solarmon/core";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { BATTERY_SERIAL, type GatewayDevices } from "./gateway-devices.ts";

const PRODUCTION_EID = 704_643_328;
const NET_EID = 704_643_584;

/** `GET /ivp/meters`: which CTs there are. */
export function meters({ isMetered }: GatewayDevices): StandInReply {
  const rows = [
    [PRODUCTION_EID, "production", isMetered],
    [NET_EID, "net-consumption", isMetered],
    [704_643_840, "storage", false],
  ] as const;
  const body = rows.map(([eid, measurementType, isEnabled]) => ({
    eid,
    state: isEnabled ? "enabled" : "disabled",
    measurementType,
    phaseMode: "three",
    phaseCount: 1,
    meteringStatus: "normal",
    statusFlags: [],
  }));
  return { body };
}

/** `GET /ivp/meters/readings`: counters and power by eid; what is no CT shows zeros. */
export function meterReadings(devices: GatewayDevices, request: StandInRequest): StandInReply {
  const { now, fault } = request;
  if (fault === "no-data") return { body: [] };
  const timestamp = Math.floor(now / SECOND_MS);
  const at = timestamp * SECOND_MS;
  const isOn = devices.isMetered && fault !== "nulls";
  const rows = [
    [PRODUCTION_EID, devices.counterWh(at), 8_851.704, devices.powerW(at)],
    [NET_EID, devices.importedWh(at), devices.exportedWh(at), devices.netW(at)],
  ] as const;
  const body = rows.map(([eid, delivered, received, watts]) => ({
    eid,
    timestamp,
    actEnergyDlvd: isOn ? delivered : 0,
    actEnergyRcvd: isOn ? received : 0,
    apparentEnergy: 0,
    ...(fault === "missing-field" ? {} : { activePower: isOn ? watts : 0 }),
    reactivePower: isOn ? 114.596 : 0,
    pwrFactor: isOn ? 0.957 : 0,
    voltage: isOn ? 235.236 : 0,
    current: isOn ? 2.169 : 0,
    freq: isOn ? 50 : 0,
    channels: [],
  }));
  return { body: fault === "duplicates" ? body.flatMap((row) => [row, row]) : body };
}

/** `GET /ivp/ensemble/inventory`. */
export function inventory({ isMetered }: GatewayDevices, { now }: StandInRequest): StandInReply {
  const encharge = {
    part_num: "836-00750-r32",
    serial_num: BATTERY_SERIAL,
    last_rpt_date: Math.floor(now / SECOND_MS),
    admin_state_str: "ENCHG_STATE_READY",
    communicating: true,
    percentFull: 55,
    temperature: 27,
    encharge_capacity: 3_500,
  };
  return { body: isMetered ? [{ type: "ENCHARGE", devices: [encharge] }] : [] };
}

/** `GET /ivp/ensemble/power`: the key really ends in a colon. */
export function ensemblePower(devices: GatewayDevices, request: StandInRequest): StandInReply {
  const { now, fault } = request;
  const milliwatts = devices.batteryW(now) * 1_000;
  const measured =
    fault === "nulls"
      ? { real_power_mw: null, apparent_power_mva: null, soc: null }
      : { real_power_mw: milliwatts, apparent_power_mva: milliwatts, soc: 55 };
  const isThere = devices.isMetered && fault !== "no-data" && fault !== "dead-device";
  return { body: { "devices:": isThere ? [{ serial_num: BATTERY_SERIAL, ...measured }] : [] } };
}
