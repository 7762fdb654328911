import type { StandInRequest, SunPlant } from "@solarmon/connectors-kit/stand-in";
import { type Instant, MINUTE_MS } from "@solarmon/core";
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
  const known = new Map<string, number>(
    type === 5
      ? [["2003", sum((sun) => sun.powerW(at)) / 20]]
      : [
          [type === 1 ? "24" : "83033", sum((sun) => sun.powerW(at))],
          [type === 1 ? "2" : "83024", sum((sun) => sun.counterWh(at))],
          ["27", 50.01],
        ],
  );
  const isGone = (point: string): boolean =>
    fault === "missing-field" && (point === "24" || point === "83033");
  const entries = asked
    .filter((point) => !isGone(point))
    .map((point) => [`p${point}`, fault === "nulls" ? "--" : textOf(known.get(point))] as const);
  return Object.fromEntries(entries);
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

const formats = new Map<string, Intl.DateTimeFormat>();

/** Local time as `yyyyMMddHHmmss`. */
export function stampOf(at: Instant, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      dateStyle: "short",
      timeStyle: "medium",
    });
    formats.set(timeZone, format);
  }
  return format.format(at).replaceAll(/\D/gu, "");
}
