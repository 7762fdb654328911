import type { StandInRequest, SunPlant } from "@solarmon/connectors-kit/stand-in";
import { DAY_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import type { Inverter, Station } from "./soliscloud-plants.ts";

export type Json = Readonly<Record<string, unknown>>;

const STEP_MS = 5 * MINUTE_MS;
const DEAD_SERIAL = "2";

/** Loggers have power from their inverters: at night the newest values are those of the evening. */
function sentAt({ sun, isHybrid }: Inverter, now: Instant): Instant {
  let at = Math.floor(now / STEP_MS) * STEP_MS;
  if (isHybrid) return at;
  while (!sun.isSunUp(at)) at -= STEP_MS;
  return at;
}

export function listRecords(stations: readonly Station[]): readonly Json[] {
  return stations.flatMap(({ id, inverters }) =>
    inverters.map(({ sn }) => ({
      id: `13086752179446${sn}`,
      sn,
      stationId: id,
      model: "b4",
      inverterSoftwareVersion: "3D0037",
      power: 8,
      powerStr: "kW",
    })),
  );
}

export function stationRecord({ id, inverters }: Station, request: StandInRequest): Json {
  const { now, fault } = request;
  const at = Math.max(...inverters.map((inverter) => sentAt(inverter, now)));
  const sum = (of: (sun: SunPlant) => number): number =>
    inverters.reduce((total, { sun }) => total + of(sun), 0);
  const values = {
    power: sum((sun) => sun.powerW(at)),
    allEnergy: Math.round(sum((sun) => sun.counterWh(at)) / 1_000) / 1_000,
    gridPurchasedTotalEnergy: 1_234.5,
    gridSellTotalEnergy: Math.round(sum((sun) => sun.totalWh(at)) / 2_000),
    psum: sum((sun) => sun.powerW(at)) / 2_000,
  };
  return {
    id,
    sno: `Station ${id}`,
    capacity: 16,
    capacityStr: "kWp",
    createDate: 1_677_119_648_000,
    dataTimestamp: `${at}`,
    timeZone: 10,
    powerStr: "kW",
    powerPec: "0.001",
    allEnergyStr: "MWh",
    ...(fault === "nulls" ? nulled(values) : values),
  };
}

export function detailRecord(inverter: Inverter, { now, fault }: StandInRequest): Json {
  const { sn } = inverter;
  const units = { pacStr: "kW", pacPec: "0.001", eTotalStr: "kWh", fac: 0, facStr: "Hz" };
  // A unit that was never heard of is 0 throughout.
  if (fault === "dead-device" && sn.endsWith(DEAD_SERIAL))
    return { sn, ...units, pac: 0, eTotal: 0, state: 2, dataTimestamp: "0" };
  return { sn, ...units, ...valuesAt(inverter, sentAt(inverter, now), fault) };
}

function valuesAt({ sun, isHybrid }: Inverter, at: Instant, fault: StandInRequest["fault"]): Json {
  const pac = sun.powerW(at);
  const battery = {
    batteryPower: 0.32,
    batteryPowerStr: "kW",
    storageBatteryCurrent: -6.1,
    batteryCapacitySoc: 61,
  };
  const values = {
    ...(fault === "missing-field" ? {} : { pac }),
    eTotal: sun.counterWh(at) / 1_000,
    uAc1: 231.4,
    iAc1: Math.round(pac / 23.14) / 10,
    uPv1: pac > 0 ? 345.3 : 0,
    iPv1: Math.round(pac / 34.53) / 10,
    uPv2: 0,
    iPv2: 0,
    fac: 50.01,
    ...(isHybrid ? battery : {}),
  };
  const shown = fault === "nulls" ? nulled(values) : { ...values, state: 1 };
  return { dataTimestamp: `${at}`, pacStr: "kW", pacPec: "0.001", ...shown };
}

function nulled(values: Json): Json {
  return Object.fromEntries(Object.keys(values).map((name) => [name, null]));
}

/** Five-minute rows of a day, which begins at `start`; they name no inverter. */
export function dayRows(
  inverter: Inverter,
  start: Instant,
  { now, fault }: StandInRequest,
): readonly Json[] {
  const rows: Json[] = [];
  const end = Math.min(start + DAY_MS, now + 1);
  for (let at = Math.ceil(start / STEP_MS) * STEP_MS; at < end; at += STEP_MS)
    if (inverter.isHybrid || inverter.sun.isSunUp(at)) rows.push(valuesAt(inverter, at, fault));
  return withFault(rows, fault);
}

function withFault(rows: readonly Json[], fault: StandInRequest["fault"]): readonly Json[] {
  if (fault === "no-data") return [];
  if (fault === "duplicates") return rows.flatMap((row) => [row, row]);
  return fault === "out-of-order" ? rows.toReversed() : rows;
}
