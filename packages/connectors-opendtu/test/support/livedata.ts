import { SECOND_MS } from "@solarmon/core";
import type { StandInFault } from "@solarmon/connectors-kit/stand-in";
import { AGE_MS, type HeardInverter } from "./gateway-plants.ts";

/** Year of the firmware, each with a layout of its own. */
export type Firmware = 2022 | 2023 | 2024;
type Json = Readonly<Record<string, unknown>>;
type Unit = "W" | "Wh" | "kWh" | "V" | "A" | "Hz" | "°C" | "%" | "";

/** The gateway calculates in 32 bits. */
function value(v: number, u: Unit, d: number): Json {
  return { v: Math.fround(v), u, d };
}

/** An inverter in the list, as it is told without values. */
export function listed(heard: HeardInverter, fault: StandInFault | null): Json {
  const isReachable = heard.isAwake && !isSilent(heard, fault);
  const isLimitKnown = isReachable && fault !== "nulls";
  return {
    serial: heard.serial,
    name: `Balcony ${heard.serial.slice(-1)}`,
    order: 0,
    data_age: AGE_MS / SECOND_MS,
    poll_enabled: heard.isAwake,
    reachable: isReachable,
    producing: isReachable && heard.powerW > 0,
    limit_relative: isLimitKnown ? 100 : 0,
    limit_absolute: isLimitKnown ? 600 : -1,
  };
}

/** The same with all values; asleep or silent, they are zeros, but for the counter. */
export function detailed(
  heard: HeardInverter,
  firmware: Firmware,
  fault: StandInFault | null,
): Json {
  const isZero = !heard.isAwake || isSilent(heard, fault);
  const powerW = isZero ? 0 : heard.powerW;
  const groups = [
    acGroup(powerW, isZero),
    dcGroup(powerW, isZero),
    wholeGroup(isSilent(heard, fault) ? { ...heard, todayWh: 0, totalWh: 0 } : heard, powerW),
  ];
  const [ac = {}, dc = {}, whole = {}] = groups.map((group) => spoilt(group, fault));
  const head = listed(heard, fault);
  if (firmware === 2022) return { ...head, "0": { ...whole, ...ac }, "1": dc, events: 1 };
  return { ...head, AC: { "0": ac }, DC: { "0": dc }, INV: { "0": whole }, events: 1 };
}

/** Sums of all that the gateway knows. */
export function total(all: readonly HeardInverter[], fault: StandInFault | null): Json {
  const heard = fault === "no-data" ? [] : all;
  const awake = heard.filter((each) => each.isAwake && !isSilent(each, fault));
  const sums = {
    Power: value(sum(awake.map(({ powerW }) => powerW)), "W", 1),
    YieldDay: value(sum(heard.map(({ todayWh }) => todayWh)), "Wh", 0),
    YieldTotal: value(sum(heard.map(({ totalWh }) => totalWh)) / 1_000, "kWh", 3),
  };
  return fault === "nulls" ? nulled(sums) : sums;
}

/** The last of the inverters is the one that falls silent; since the gateway started it has heard nothing of it. */
function isSilent({ serial }: HeardInverter, fault: StandInFault | null): boolean {
  return fault === "dead-device" && serial.endsWith("3");
}

function acGroup(powerW: number, isZero: boolean): Json {
  return {
    Power: value(powerW, "W", 1),
    Voltage: value(isZero ? 0 : 232.4, "V", 1),
    Current: value(powerW / 232.4, "A", 2),
    Frequency: value(isZero ? 0 : 50.01, "Hz", 2),
    PowerFactor: value(isZero ? 0 : 1, "", 3),
  };
}

function dcGroup(powerW: number, isZero: boolean): Json {
  return {
    Power: value(powerW * 1.05, "W", 1),
    Voltage: value(isZero ? 0 : 33.1, "V", 1),
    Current: value((powerW * 1.05) / 33.1, "A", 2),
  };
}

function wholeGroup({ todayWh, totalWh }: HeardInverter, powerW: number): Json {
  return {
    "Power DC": value(powerW * 1.05, "W", 1),
    YieldDay: value(todayWh, "Wh", 0),
    YieldTotal: value(totalWh / 1_000, "kWh", 3),
    Temperature: value(powerW === 0 ? 0 : 31.5, "°C", 1),
    Efficiency: value(powerW === 0 ? 0 : 95.2, "%", 3),
  };
}

function spoilt(group: Json, fault: StandInFault | null): Json {
  if (fault === "nulls") return nulled(group);
  if (fault !== "missing-field") return group;
  const { Power: _, ...others } = group;
  return others;
}

/** What is no number goes as null. */
function nulled(group: Json): Json {
  return Object.fromEntries(Object.keys(group).map((name) => [name, { v: null, u: "W", d: 1 }]));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
