import { bankModel, storageCapacityModel } from "./battery-models.ts";
import { portsModel } from "./input-models.ts";
import { resourceModel } from "./inverter-models.ts";
import { acControlsModel, capacityModel, commonModel } from "./settings-models.ts";
import { batteryAt, inverterAt } from "./sun-and-house.ts";
import type { MakePlant, SunspecDevices } from "./sunspec-devices.ts";

const BASE = 50_000;
const RATED_W = 11_400;
const LIMIT_PERCENT = 70;
const INVERTER = "OB-220131";
const BANK = "PACK-0007";

/** After IEEE 1547-2018, held to 70 %; a bank of batteries speaks for itself as unit 2. */
export function ieee1547(plantOf: MakePlant): SunspecDevices {
  const plant = plantOf(47_000);
  return {
    plants: [plant],
    isForOneClient: false,
    units: [
      {
        unitId: 1,
        base: BASE,
        models: (now, fault) => {
          const inverter = inverterAt(plant, now, fault);
          const battery = batteryAt(plant, now, fault);
          const identity = { manufacturer: "OutBack Power", model: "Mojave", version: "1.7.2" };
          return [
            commonModel({ ...identity, serial: INVERTER }, 1),
            resourceModel(inverter),
            capacityModel(RATED_W),
            acControlsModel(LIMIT_PERCENT, fault !== "nulls"),
            storageCapacityModel(battery),
            portsModel([
              { name: "PV 1", volts: inverter.dcV, powerW: inverter.powerW },
              { name: "Battery", volts: battery.volts, powerW: battery.powerW },
            ]),
          ];
        },
      },
      {
        unitId: 2,
        base: BASE,
        models: (now, fault) => [
          commonModel(
            { manufacturer: "Acme Storage", model: "Bank 9.6", version: "3.1", serial: BANK },
            2,
          ),
          bankModel(batteryAt(plant, now, fault)),
        ],
      },
    ],
    devices: [
      { key: INVERTER, kind: "inverter" },
      { key: `${INVERTER}/battery`, kind: "battery" },
      { key: BANK, kind: "battery" },
    ],
  };
}
