import { HOUR_MS, type Span } from "@solarmon/core";
import type { StandInReply, StandInRequest, SunPlant } from "@solarmon/connectors-kit/stand-in";
import { askedSpan } from "./asked-span.ts";
import { problemReply } from "./problem-reply.ts";
import { periodOf, quarters, type SeriesWish } from "./series.ts";
import { QUARTER_MS, type SolaredgeSite } from "./solaredge-site.ts";

type Series = Readonly<Record<string, unknown>>;
const VOLTS = 231.4;
const BATTERY_W = 420;

/** `GET /sites/{id}/{inverters|meters|storage}/telemetry`. */
export function telemetry(site: SolaredgeSite, request: StandInRequest): StandInReply {
  const asked = askedSpan(request, site.timeZone);
  if ("reason" in asked) return problemReply(400, "Bad Request", asked.reason);
  if (asked.resolution !== "QUARTER_HOUR")
    return problemReply(400, "Bad Request", "resolution not supported here");
  const { now, fault } = request;
  const wish: SeriesWish = { span: asked.span, now, timeZone: site.timeZone, fault };
  const family = request.path.split("/").at(-2);
  if (family === "inverters") return { body: { inverters: inverters(site, wish) } };
  const outer = { period: periodOf(wish), resolution: asked.resolution };
  return family === "meters"
    ? { body: { ...outer, meters: meters(site, wish) } }
    : { body: { ...outer, storage: storage(site, wish) } };
}

function inverters({ inverters: plants }: SolaredgeSite, wish: SeriesWish): Series {
  if (wish.fault === "no-data") return {};
  const entries = [...plants].map(([serial, plant], index) => {
    const isDead = wish.fault === "dead-device" && index === 0;
    return [serial, inverter(plant, isDead ? { ...wish, fault: "nulls" } : wish)] as const;
  });
  return Object.fromEntries(entries);
}

/** Two series of one reply have units of their own, and voltage is stamped at the end. */
function inverter(plant: SunPlant, wish: SeriesWish): Series {
  const inSun = (valueOf: (quarter: Span) => number) => (quarter: Span) =>
    plant.isSunUp(quarter.start) || plant.isSunUp(quarter.end - 1) ? valueOf(quarter) : null;
  const energyWh = inSun((quarter) => plant.energyWh(quarter));
  const powerW = (quarter: Span): number => meanW(plant.energyWh(quarter));
  const amperes = inSun((quarter) => Math.round((powerW(quarter) / VOLTS) * 100) / 100);
  const volts = inSun(() => VOLTS);
  return {
    power: quarters(
      wish,
      "KW",
      inSun((quarter) => powerW(quarter) / 1_000),
    ),
    energy: quarters(wish, "WH", energyWh),
    ...(wish.fault === "missing-field" ? {} : { voltage: quarters(wish, "VOLT", volts, "end") }),
    current: quarters(wish, "AMPERE", amperes),
    frequency: quarters(
      wish,
      "HERTZ",
      inSun(() => 50.01),
      "end",
    ),
  };
}

function meanW(energyWh: number): number {
  return (energyWh * HOUR_MS) / QUARTER_MS;
}

function meters(site: SolaredgeSite, wish: SeriesWish): Series {
  if (site.meter === undefined || wish.fault === "no-data") return {};
  const series = (unit: string, valueOf: (quarter: Span) => number): unknown => {
    const { resolution: _, ...bare } = quarters(wish, unit, valueOf);
    return bare;
  };
  const exportedWh = (quarter: Span): number =>
    Math.max(0, site.energyWh(quarter) - site.loadWh(quarter));
  const importedWh = (quarter: Span): number =>
    Math.max(0, site.loadWh(quarter) - site.energyWh(quarter));
  const meter = {
    productionEnergy: series("WH", (quarter) => site.energyWh(quarter)),
    productionPower: series("W", (quarter) => meanW(site.energyWh(quarter))),
    consumptionPower: series("W", (quarter) => meanW(site.loadWh(quarter))),
    importPower: series("W", (quarter) => meanW(importedWh(quarter))),
    exportPower: series("KW", (quarter) => meanW(exportedWh(quarter)) / 1_000),
  };
  return { [site.meter]: meter };
}

/** It charges in the sun and gives at night. */
function storage(site: SolaredgeSite, wish: SeriesWish): Series {
  if (site.battery === undefined || wish.fault === "no-data") return {};
  const battery = {
    chargePower: quarters(wish, "W", (quarter) => (site.hasSun(quarter) ? BATTERY_W : 0)),
    dischargePower: quarters(wish, "W", (quarter) => (site.hasSun(quarter) ? 0 : BATTERY_W)),
    stateOfEnergy: quarters(wish, "PERCENTAGE", () => 47.5),
  };
  return { [site.battery]: battery };
}
