import type { Instant } from "@solarmon/core";
import type { StandInFault, SunPlant } from "@solarmon/connectors-kit/stand-in";
import { type BatteryNow, storageModel } from "./battery-models.ts";
import type { Model } from "./chain.ts";
import { type InputNow, inputsModel } from "./input-models.ts";
import { floatInverterModel, type InverterNow } from "./inverter-models.ts";
import { floatMeterModel } from "./meter-models.ts";
import {
  basicSettingsModel,
  commonModel,
  controlsModel,
  nameplateModel,
  statusModel,
} from "./settings-models.ts";
import { batteryAt, inverterAt, meterAt } from "./sun-and-house.ts";
import type { MakePlant, SunspecDevices } from "./sunspec-devices.ts";

const BASE = 40_000;
const RATED_W = 10_000;
/** A float tells single Wh up to 16.7 MWh only: it began to count when it was installed. */
const INSTALLED_AT = Date.UTC(2024, 4, 1);
const INVERTER = "34119201";
const METER = "2512345678";
const METER_UNIT = 200;
const IDENTITY = { manufacturer: "Fronius", version: "1.30.7-1" };

/** A hybrid whose battery shows as two more inputs, and a meter of its own as unit 200. */
export function gen24(plantOf: MakePlant): SunspecDevices {
  const plant = plantOf(30_000);
  return {
    plants: [plant],
    isForOneClient: false,
    units: [
      {
        unitId: 1,
        base: BASE,
        models: (now, fault) => hybrid(plant, now, fault),
      },
      {
        unitId: METER_UNIT,
        base: BASE,
        models: (now, fault) => [
          commonModel({ ...IDENTITY, model: "Smart Meter TS 65A-3", serial: METER }, METER_UNIT),
          floatMeterModel(meterAt([plant], now, fault, 1)),
        ],
      },
    ],
    devices: [
      { key: INVERTER, kind: "inverter" },
      { key: `${INVERTER}/battery`, kind: "battery" },
      { key: METER, kind: "meter" },
    ],
  };
}

function hybrid(plant: SunPlant, now: Instant, fault: StandInFault | null): readonly Model[] {
  const inverter = sinceInstalled(plant, inverterAt(plant, now, fault));
  const battery = batteryAt(plant, now, fault);
  return [
    commonModel({ ...IDENTITY, model: "Symo GEN24 10.0", serial: INVERTER }, 1),
    floatInverterModel(inverter),
    nameplateModel(RATED_W),
    basicSettingsModel(RATED_W),
    statusModel(inverter.counterWh),
    controlsModel(null, fault !== "nulls"),
    inputsModel(inputsOf(inverter, battery)),
    storageModel(battery),
  ];
}

/** Two strings, and the battery as two more: one charges it, the other discharges it. */
function inputsOf({ powerW, dcV }: InverterNow, battery: BatteryNow): readonly InputNow[] {
  const halfW = powerW === null ? null : powerW / 2;
  const flowW = battery.powerW;
  const flow = (sign: 1 | -1): number | null => (flowW === null ? null : Math.max(0, sign * flowW));
  return [
    { name: "MPPT 1", volts: dcV, powerW: halfW },
    { name: "MPPT 2", volts: dcV, powerW: halfW },
    { name: "StCha 3", volts: battery.volts, powerW: flow(1) },
    { name: "StDisCha 4", volts: battery.volts, powerW: flow(-1) },
  ];
}

function sinceInstalled(plant: SunPlant, inverter: InverterNow): InverterNow {
  const { counterWh } = inverter;
  const beforeWh = plant.totalWh(INSTALLED_AT);
  const isUsual = counterWh !== null && counterWh >= beforeWh;
  return isUsual ? { ...inverter, counterWh: counterWh - beforeWh } : inverter;
}
