import { HOUR_MS, type Instant, type PointValues, type PvArray } from "@solarmon/core";
import { EnergyCounter } from "./energy-counter.ts";
import { type InverterModel, inverterPower } from "./inverter.ts";
import { hashUnit, seedOf, smoothNoise } from "./random.ts";
import { rememberLast } from "./remember-last.ts";
import { type Site, type Weather, weatherAt } from "./weather.ts";

/** A plant to simulate. */
export interface PlantDesign {
  readonly name: string;
  /** IANA zone. */
  readonly timeZone: string;
  readonly site: Site;
  readonly array: PvArray;
  readonly inverters: readonly InverterModel[];
  /** Grid frequency [Hz]. */
  readonly frequencyHz: 50 | 60;
  /** Counters count from the local midnight before; keep it the same from run to run. */
  readonly commissionedAt: Instant;
}

/** Gives the values of one device. Times must not go back. */
export type DeviceModel = (at: Instant) => PointValues;

export interface PlantModel {
  /** One per inverter of the design: 12 points each. */
  readonly inverters: readonly DeviceModel[];
  readonly weather: DeviceModel;
}

// A cloud that crosses the site reaches each inverter a little later.
const CLOUD_DELAY_MS = 15_000;
const GRID_VOLTS = 232;

/** The devices of a plant as functions of time. */
export function createPlantModel(design: PlantDesign): PlantModel {
  const seed = seedOf(design.name);
  const weatherOf = (at: Instant): Weather => weatherAt(design.site, design.array, seed, at);
  const inverters = design.inverters.map((inverter, index) => {
    const seen = (at: Instant): Weather => weatherOf(at - index * CLOUD_DELAY_MS);
    return inverterModel(design, inverter, seed + 101 * (index + 1), seen);
  });
  return { inverters, weather: (at) => weatherValues(weatherOf(at)) };
}

function weatherValues(weather: Weather): PointValues {
  return {
    poaIrradiance: Math.round(weather.poaWm2),
    ghi: Math.round(weather.ghiWm2),
    dni: Math.round(weather.dniWm2),
    dhi: Math.round(weather.dhiWm2),
    ambientTemperature: round(weather.airC, 10),
    moduleTemperature: round(weather.moduleC, 10),
    windSpeed: round(weather.windMps, 10),
  };
}

function inverterModel(
  design: PlantDesign,
  inverter: InverterModel,
  seed: number,
  weather: (at: Instant) => Weather,
): DeviceModel {
  const stateAt = rememberLast((at) => {
    const { poaWm2, moduleC, airC } = weather(at);
    return { airC, ...inverterPower(inverter, poaWm2, moduleC) };
  });
  const yearsOld = 1 + 4 * hashUnit(seed, 1);
  const initialWh = Math.round(inverter.dcKwp * 1_550_000 * yearsOld);
  const acW = (at: Instant): number => stateAt(at).acW;
  const counter = new EnergyCounter(acW, design.timeZone, design.commissionedAt, initialWh);
  return (at) => {
    const { todayWh, totalWh } = counter.read(at);
    const { airC, dcW, acW: powerW } = stateAt(at);
    return {
      acPower: Math.round(powerW),
      acEnergyTotal: totalWh,
      acEnergyToday: todayWh,
      ...gridValues(powerW, design.frequencyHz, seed, at),
      dcPower: Math.round(dcW),
      internalTemperature: round(airC + 4 + (26 * powerW) / (inverter.acKw * 1000), 10),
    };
  };
}

function gridValues(powerW: number, frequencyHz: number, seed: number, at: Instant): PointValues {
  const volts = [0, 1, 2].map((phase) => {
    const drift = smoothNoise(seed + phase, at / (HOUR_MS / 8)) - 0.5;
    return round(GRID_VOLTS + 5 * drift + powerW / 40_000, 10);
  });
  const [l1 = GRID_VOLTS, l2 = GRID_VOLTS, l3 = GRID_VOLTS] = volts;
  return {
    acVoltageL1: l1,
    acVoltageL2: l2,
    acVoltageL3: l3,
    acCurrentL1: round(powerW / 3 / l1, 100),
    acCurrentL2: round(powerW / 3 / l2, 100),
    acCurrentL3: round(powerW / 3 / l3, 100),
    frequency: round(frequencyHz + 0.06 * (smoothNoise(seed + 9, at / 40_000) - 0.5), 100),
  };
}

function round(value: number, scale: number): number {
  return Math.round(value * scale) / scale;
}
