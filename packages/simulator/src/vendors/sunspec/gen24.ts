import type { SunPlant } from "@solarmon/connectors-kit/stand-in";
import { storageModel } from "./battery-models.ts";
import { floatInverterModel, inputsModel, type InverterNow } from "./inverter-models.ts";
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

/** A hybrid whose battery shows as two more inputs, and a meter of its own as unit 200. */
export function gen24(plantOf: MakePlant): SunspecDevices {
  const plant = plantOf(30_000);
  const identity = { manufacturer: "Fronius", version: "1.30.7-1" };
  return {
    plants: [plant],
    isForOneClient: false,
    units: [
      {
        unitId: 1,
        base: BASE,
        models: (now, fault) => {
          const inverter = sinceInstalled(plant, inverterAt(plant, now, fault));
          const battery = batteryAt(plant, now, fault);
          const halfW = inverter.powerW === null ? null : inverter.powerW / 2;
          const flowW = battery.powerW;
          const none = fault === "nulls" ? null : 0;
          const charging = flowW !== null && flowW > 0;
          return [
            commonModel({ ...identity, model: "Symo GEN24 10.0", serial: INVERTER }, 1),
            floatInverterModel(inverter),
            nameplateModel(RATED_W),
            basicSettingsModel(RATED_W),
            statusModel(inverter.counterWh),
            controlsModel(null, fault !== "nulls"),
            inputsModel([
              { name: "MPPT 1", volts: inverter.dcV, powerW: halfW },
              { name: "MPPT 2", volts: inverter.dcV, powerW: halfW },
              { name: "StCha 3", volts: battery.volts, powerW: charging ? flowW : none },
              {
                name: "StDisCha 4",
                volts: battery.volts,
                powerW: charging ? none : absolute(flowW),
              },
            ]),
            storageModel(battery),
          ];
        },
      },
      {
        unitId: METER_UNIT,
        base: BASE,
        models: (now, fault) => [
          commonModel({ ...identity, model: "Smart Meter TS 65A-3", serial: METER }, METER_UNIT),
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

function sinceInstalled(plant: SunPlant, inverter: InverterNow): InverterNow {
  const { counterWh } = inverter;
  const beforeWh = plant.totalWh(INSTALLED_AT);
  const isUsual = counterWh !== null && counterWh >= beforeWh;
  return isUsual ? { ...inverter, counterWh: counterWh - beforeWh } : inverter;
}

function absolute(watts: number | null): number | null {
  return watts === null ? null : Math.abs(watts);
}
