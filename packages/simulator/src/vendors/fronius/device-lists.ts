import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { envelope, NOT_SUPPORTED } from "./envelope.ts";
import type { FroniusDevices } from "./fronius-devices.ts";

/** `GetActiveDeviceInfo.cgi`. */
export function activeDevices(devices: FroniusDevices, request: StandInRequest): StandInReply {
  const inverters = [...devices.inverters.keys()].map((id) => [
    id,
    { DT: 123, Serial: `3041234${id}` },
  ]);
  const Data = {
    Inverter: Object.fromEntries(inverters),
    Meter: { "0": { DT: -1, Serial: "16250123" } },
    Storage: devices.model === "gen24" ? { "0": { DT: -1, Serial: "P030T020Z2104" } } : {},
    Ohmpilot: {},
    SensorCard: {},
    StringControl: {},
  };
  return envelope(request, devices.timeZone, { Data });
}

/** `GetInverterInfo.cgi`. Names come with every letter as a number. */
export function inverterInfo(devices: FroniusDevices, request: StandInRequest): StandInReply {
  const inverters = [...devices.inverters.keys()].map((id) => [
    id,
    {
      CustomName: `Roof ${id}`.replaceAll(/./gu, (letter) => `&#${letter.codePointAt(0)};`),
      DT: 123,
      PVPower: 5_200,
      Show: 1,
      StatusCode: 7,
      ErrorCode: 0,
      UniqueID: `3041234${id}`,
    },
  ]);
  return envelope(request, devices.timeZone, { Data: Object.fromEntries(inverters) });
}

/** `GetLoggerInfo.cgi`: a city instead of a zone. */
export function loggerInfo(devices: FroniusDevices, request: StandInRequest): StandInReply {
  const { timeZone, model } = devices;
  if (model === "gen24") return envelope(request, timeZone, {}, NOT_SUPPORTED);
  const TimezoneLocation = timeZone.split("/").at(-1)?.replaceAll("_", " ");
  const LoggerInfo = {
    UniqueID: "240.107620",
    ProductID: "fronius-datamanager-card",
    SWVersion: "3.18.7-1",
    TimezoneLocation,
  };
  return envelope(request, timeZone, { LoggerInfo });
}
