import { DAY_MS, type Instant } from "@solarmon/core";
import type { StandInFault, SunPlant } from "@solarmon/connectors-kit/stand-in";
import { dayCounterWh } from "./day-counter.ts";
import type { FusionsolarDevice, FusionsolarPlant } from "./fusionsolar-plant.ts";

export type Items = Readonly<Record<string, number | string | null>>;

const ON_GRID = 512;
const NO_IRRADIATION = 40_960;
const IMPORTED_WH_A_DAY = 3_000;

/** `dataItemMap` of a device at an instant. */
export function itemsOf(
  device: FusionsolarDevice,
  plant: FusionsolarPlant,
  at: Instant,
  fault: StandInFault | null,
): Items {
  if (fault === "dead-device" && device === deadDevice(plant)) return {};
  const items = valuesOf(device, plant, at);
  if (fault === "nulls") return nulled(items);
  const { active_power: _, ...rest } = items;
  return fault === "missing-field" ? rest : items;
}

/** Each plant has one that can fall silent. */
function deadDevice({ devices }: FusionsolarPlant): FusionsolarDevice | undefined {
  return devices.at(2);
}

/** Null and "N/A" mean the same. */
export function nulled(items: Items): Items {
  return Object.fromEntries(
    Object.keys(items).map((name, index) => [name, index % 2 === 0 ? null : "N/A"]),
  );
}

function valuesOf(device: FusionsolarDevice, plant: FusionsolarPlant, at: Instant): Items {
  if (device.sun) return inverter(device.sun, plant, at);
  if (device.type === 39) return battery(plant, at);
  if (device.type === 47) return powerSensor(plant, at);
  if (device.type === 17) return gridMeter(plant, at);
  return device.type === 10 ? weatherStation(plant, at) : {};
}

/** In kW. */
function inverter(sun: SunPlant, { timeZone }: FusionsolarPlant, at: Instant): Items {
  const isAwake = sun.isSunUp(at);
  const powerW = sun.powerW(at);
  const inSun = (value: number): number => (isAwake ? value : 0);
  return {
    inverter_state: isAwake ? ON_GRID : NO_IRRADIATION,
    run_state: 1,
    active_power: powerW / 1_000,
    reactive_power: 0,
    mppt_power: Math.round(powerW * 1.02) / 1_000,
    day_cap: dayCounterWh(sun, at, timeZone) / 1_000,
    total_cap: sun.counterWh(at) / 1_000,
    elec_freq: inSun(50.01),
    power_factor: inSun(1),
    temperature: inSun(45),
    efficiency: inSun(98.1),
    a_u: inSun(227.8),
    a_i: inSun(Math.round(powerW / 2.278) / 100),
    pv1_u: inSun(429.2),
    pv1_i: inSun(Math.round(powerW / 4.292) / 100),
    pv2_u: 0,
    pv2_i: 0,
    open_time: at - DAY_MS / 4,
    close_time: "N/A",
  };
}

/** In W, + charging. */
function battery(plant: FusionsolarPlant, at: Instant): Items {
  return {
    battery_status: 2,
    battery_soc: 47.5,
    battery_soh: 0,
    busbar_u: 782.7,
    ch_discharge_power: plant.exportW(at) > 0 ? 420 : -260,
    max_charge_power: 5_000,
    max_discharge_power: 5_000,
    charge_cap: 10.81,
    discharge_cap: 2.23,
    run_state: 1,
  };
}

/** In W, + export. */
function powerSensor(plant: FusionsolarPlant, at: Instant): Items {
  return {
    meter_status: 1,
    meter_u: 226.8,
    meter_i: Math.round(plant.exportW(at) / 2.268) / 100,
    active_power: plant.exportW(at),
    reactive_power: 380,
    power_factor: -0.916,
    grid_frequency: 49.99,
    ...counters(plant, at),
    run_state: 1,
  };
}

/** In kW, + export. */
function gridMeter(plant: FusionsolarPlant, at: Instant): Items {
  return {
    active_power: plant.exportW(at) / 1_000,
    reactive_power: 0.38,
    power_factor: 0.97,
    grid_frequency: 49.99,
    a_u: 229.1,
    ...counters(plant, at),
    run_state: 1,
  };
}

function counters(plant: FusionsolarPlant, at: Instant): Items {
  const exportedWh = Math.floor(plant.inverters.reduce((sum, sun) => sum + sun.totalWh(at), 0) / 2);
  const importedWh = Math.floor((at / DAY_MS) * IMPORTED_WH_A_DAY);
  return { active_cap: exportedWh / 1_000, reverse_active_cap: importedWh / 1_000 };
}

function weatherStation({ inverters }: FusionsolarPlant, at: Instant): Items {
  const [sun] = inverters;
  const irradiance = Math.round((sun?.powerW(at) ?? 0) / 20);
  return {
    radiant_line: irradiance,
    horiz_radiant_line: Math.round(irradiance * 0.9),
    radiant_total: 12.6,
    temperature: 18.4,
    pv_temperature: 31.2,
    wind_speed: 2.4,
    wind_direction: 210,
  };
}
