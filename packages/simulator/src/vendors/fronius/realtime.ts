import type { StandInReply, StandInRequest, SunPlant } from "@solarmon/connectors-kit/stand-in";
import { DEVICE_NOT_AVAILABLE, envelope } from "./envelope.ts";
import type { FroniusDevices } from "./fronius-devices.ts";

const DEAD_INVERTER = "2";
const DEVICE_TYPE = { datamanager: 123, gen24: 1 } as const;
type Json = Readonly<Record<string, unknown>>;

/** `GetPowerFlowRealtimeData.fcgi`. */
export function powerFlow(devices: FroniusDevices, request: StandInRequest): StandInReply {
  const { now, fault } = request;
  if (fault === "no-data") return envelope(request, devices.timeZone, { Data: {} });
  const inverters = [...devices.inverters]
    .filter(([id]) => fault !== "dead-device" || id !== DEAD_INVERTER)
    .map(([id, inverter]) => [id, flowOf(devices, inverter, request)] as const);
  const powerW = devices.powerW(now);
  const gridW = devices.gridW(now);
  const site = {
    Mode: devices.model === "gen24" ? "bidirectional" : "meter",
    Meter_Location: "grid",
    P_Grid: gridW,
    P_Load: -(powerW + gridW),
    P_PV: powerW > 0 ? powerW : null,
    P_Akku: devices.model === "gen24" ? 0 : null,
    E_Total: devices.counterWh(now),
  };
  const Site = fault === "nulls" ? nulled(site) : site;
  const Inverters = Object.fromEntries(inverters);
  return envelope(request, devices.timeZone, { Data: { Site, Inverters } });
}

function flowOf(devices: FroniusDevices, inverter: SunPlant, { now, fault }: StandInRequest): Json {
  const power = fault === "missing-field" ? {} : { P: inverter.powerW(now) };
  const soc = devices.model === "gen24" ? { SOC: 47.5 } : {};
  const flow = { ...power, ...soc, E_Total: inverter.counterWh(now) };
  const DT = DEVICE_TYPE[devices.model];
  return { DT, ...(fault === "nulls" ? nulled(flow) : flow) };
}

/** `GetInverterRealtimeData.cgi` of one device. */
export function inverterData(devices: FroniusDevices, request: StandInRequest): StandInReply {
  const { now, fault } = request;
  const id = request.query.get("DeviceId") ?? "";
  const inverter = devices.inverters.get(id);
  const isDead = fault === "dead-device" && id === DEAD_INVERTER;
  if (!inverter || isDead)
    return envelope(request, devices.timeZone, { Data: {} }, DEVICE_NOT_AVAILABLE);
  if (fault === "no-data") return envelope(request, devices.timeZone, { Data: {} });
  const isAwake = inverter.isSunUp(now);
  const values = {
    ...(isAwake ? acValues(inverter.powerW(now), fault === "missing-field") : {}),
    TOTAL_ENERGY: { Unit: "Wh", Value: inverter.counterWh(now) },
    DAY_ENERGY: { Unit: "Wh", Value: dayEnergy(devices, inverter, request) },
  };
  const DeviceStatus = isAwake
    ? { StatusCode: 7, ErrorCode: 0 }
    : { StatusCode: 3, ErrorCode: 523 };
  const shown = fault === "nulls" ? nulledValues(values) : values;
  return envelope(request, devices.timeZone, { Data: { ...shown, DeviceStatus } });
}

function acValues(powerW: number, isPowerGone: boolean): Json {
  const power = isPowerGone ? {} : { PAC: { Unit: "W", Value: powerW } };
  return {
    ...power,
    FAC: { Unit: "Hz", Value: 49.98 },
    UAC: { Unit: "V", Value: 231.4 },
    UDC: { Unit: "V", Value: 512.3 },
    IDC: { Unit: "A", Value: Math.round((powerW / 512.3) * 100) / 100 },
  };
}

/** GEN24 does not count by day. */
function dayEnergy(
  devices: FroniusDevices,
  inverter: SunPlant,
  { now }: StandInRequest,
): number | null {
  return devices.model === "gen24" ? null : devices.todayWh(inverter, now);
}

/** `GetMeterRealtimeData.cgi`. */
export function meterData(devices: FroniusDevices, request: StandInRequest): StandInReply {
  const { now, fault } = request;
  const measured = {
    PowerReal_P_Sum: devices.gridW(now),
    EnergyReal_WAC_Sum_Consumed: devices.importedWh(now),
    EnergyReal_WAC_Sum_Produced: devices.exportedWh(now),
    Frequency_Phase_Average: 50,
  };
  const meter = {
    ...(fault === "nulls" ? nulled(measured) : measured),
    Details: { Manufacturer: "Fronius", Model: "Smart Meter 63A", Serial: "16250123" },
    Meter_Location_Current: 0,
    TimeStamp: Math.floor(now / 1_000),
    Enable: 1,
    Visible: 1,
  };
  const Data = fault === "no-data" ? {} : { "0": meter };
  return envelope(request, devices.timeZone, { Data });
}

/** `GetStorageRealtimeData.cgi`. */
export function storageData(devices: FroniusDevices, request: StandInRequest): StandInReply {
  const { now, fault } = request;
  if (fault === "dead-device")
    return envelope(request, devices.timeZone, { Data: {} }, DEVICE_NOT_AVAILABLE);
  const measured = { StateOfCharge_Relative: 47.5, Voltage_DC: 421.7, Temperature_Cell: 24.6 };
  const controller = {
    ...(fault === "nulls" ? nulled(measured) : measured),
    Details: { Manufacturer: "BYD", Model: "BYD Battery-Box Premium HV", Serial: "P030T020Z2104" },
    TimeStamp: Math.floor(now / 1_000),
    Enable: 1,
  };
  const isFitted = devices.model === "gen24" && fault !== "no-data";
  const Data = isFitted ? { "0": { Controller: controller, Modules: [] } } : {};
  return envelope(request, devices.timeZone, { Data });
}

function nulled(values: Json): Json {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? null : value]),
  );
}

function nulledValues(values: Json): Json {
  return Object.fromEntries(
    Object.keys(values).map((name) => [name, { Unit: "", Value: null }] as const),
  );
}
