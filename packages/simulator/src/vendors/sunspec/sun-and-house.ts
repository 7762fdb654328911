import { DAY_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import type { StandInFault, SunPlant } from "@solarmon/connectors-kit/stand-in";
import type { BatteryNow } from "./battery-models.ts";
import type { InverterNow } from "./inverter-models.ts";
import type { MeterNow } from "./meter-models.ts";

const NIGHT_LOAD_W = 250;
const BATTERY_W = 420;
/** After sunrise some inverters show a counter of 0 for so long. */
const WAKE_UP_MS = 10 * MINUTE_MS;
const SLEEPING = 2;
const STARTING = 3;
const TRACKING = 4;

const UNKNOWN_INVERTER: InverterNow = {
  powerW: null,
  counterWh: null,
  phaseV: null,
  frequencyHz: null,
  dcV: null,
  heatSinkC: null,
  state: null,
};

/** What an inverter shows at an instant. */
export function inverterAt(
  plant: SunPlant,
  now: Instant,
  fault: StandInFault | null,
  isForgetful = false,
): InverterNow {
  if (fault === "nulls") return UNKNOWN_INVERTER;
  const isAwake = plant.isSunUp(now);
  const isWaking = isAwake && !plant.isSunUp(now - WAKE_UP_MS);
  const state = isWaking ? STARTING : isAwake ? TRACKING : SLEEPING;
  return {
    powerW: fault === "missing-field" ? null : plant.powerW(now),
    counterWh: isForgetful && isWaking ? 0 : plant.counterWh(now),
    phaseV: 231.4,
    frequencyHz: 49.98,
    dcV: isAwake ? 712.5 : 0,
    heatSinkC: isAwake ? 41.3 : 0,
    state,
  };
}

/** A meter at the grid of a house that takes half of what the sun gives. */
export function meterAt(
  plants: readonly SunPlant[],
  now: Instant,
  fault: StandInFault | null,
  importSign: 1 | -1,
): MeterNow {
  if (fault === "nulls") return { powerW: null, importedWh: null, exportedWh: null, phaseV: null };
  const madeW = plants.reduce((sum, plant) => sum + plant.powerW(now), 0);
  const madeWh = plants.reduce((sum, plant) => sum + plant.totalWh(now), 0);
  const importW = madeW > 0 ? -madeW / 2 : NIGHT_LOAD_W;
  return {
    powerW: importSign * importW,
    importedWh: Math.floor((now / DAY_MS) * 10 * NIGHT_LOAD_W),
    exportedWh: Math.floor(madeWh / 2),
    phaseV: 230.9,
  };
}

/** A battery that charges in the sun and gives at night. */
export function batteryAt(plant: SunPlant, now: Instant, fault: StandInFault | null): BatteryNow {
  if (fault === "nulls") return { chargePercent: null, volts: null, powerW: null };
  return { chargePercent: 47.5, volts: 421.7, powerW: plant.isSunUp(now) ? BATTERY_W : -BATTERY_W };
}
