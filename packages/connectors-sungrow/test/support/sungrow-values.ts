import type { StandInRequest, SunPlant } from "@solarmon/connectors-kit/stand-in";
import { type Instant, MINUTE_MS, type ZoneOffsets } from "@solarmon/core";
import type { Device } from "./sungrow-plants.ts";

export const STEP_MS: number = 5 * MINUTE_MS;

/** Points of a device, as texts: "--" is no value, and nights are 0. */
export function pointsAt(
  { type, suns }: Device,
  at: Instant,
  asked: readonly string[],
  fault: StandInRequest["fault"],
): Readonly<Record<string, string>> {
  const sum = (of: (sun: SunPlant) => number): number =>
    suns.reduce((total, sun) => total + of(sun), 0);
  const known = new Map<string, number>(valuesOf(type, sum, at));
  const isGone = (point: string): boolean =>
    fault === "missing-field" && (point === "24" || point === "83033");
  const entries = asked
    .filter((point) => !isGone(point))
    .map((point) => [`p${point}`, fault === "nulls" ? "--" : textOf(known.get(point))] as const);
  return Object.fromEntries(entries);
}

type Sum = (of: (sun: SunPlant) => number) => number;

function valuesOf(type: number, sum: Sum, at: Instant): readonly (readonly [string, number])[] {
  const powerW = sum((sun) => sun.powerW(at));
  const counterWh = sum((sun) => sun.counterWh(at));
  if (type === 5) return [["2003", powerW / 20]];
  // What was fed in: a number that is no energy of the inverter's.
  if (type === 14) return [["13125", Math.floor(sum((sun) => sun.totalWh(at)) / 3)]];
  if (type === 11)
    return [
      ["83033", powerW],
      ["83024", counterWh],
    ];
  return [
    ["24", powerW],
    ["2", counterWh],
    ["27", 50.01],
  ];
}

function textOf(value: number | undefined): string {
  return value === undefined ? "--" : `${value}`;
}

/** What the dictionary of a reply says of points. */
export function dictionaryOf(
  asked: readonly string[],
): readonly Readonly<Record<string, string>>[] {
  const units = new Map([
    ["24", "W"],
    ["2", "Wh"],
    ["27", "Hz"],
    ["13125", "Wh"],
    ["2003", "W/㎡"],
    ["83033", "W"],
    ["83024", "Wh"],
  ]);
  return asked.flatMap((point_id) => {
    const point_unit = units.get(point_id);
    return point_unit === undefined
      ? []
      : [{ point_id, point_name: `Point ${point_id}`, point_unit }];
  });
}

/** Local time as `yyyyMMddHHmmss`. */
export function stampOf(at: Instant, offsets: ZoneOffsets): string {
  const local = new Date(at + offsets.at(at).offsetMs).toISOString();
  return local.slice(0, "yyyy-MM-ddTHH:mm:ss".length).replaceAll(/\D/gu, "");
}
