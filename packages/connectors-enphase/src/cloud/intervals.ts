import { isJsonObject, type JsonObject, readNumber, textOf } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { instantOf, type Sink } from "../sink.ts";

/** An interval of the cloud's telemetry, with its start. */
export interface Interval {
  readonly record: JsonObject;
  readonly startAt: Instant;
  readonly path: string;
}

/** Micro-inverters are told by 5 minutes, meters by 15; the reply's `granularity` is the length of the whole. */
export const MICRO_MS = 300_000;
export const METER_MS = 900_000;

/** Intervals stamped at their end that somebody reported; those without a reporting device hold no measurement. */
export function intervalsOf(
  list: readonly unknown[],
  lengthMs: number,
  path: string,
  sink: Sink,
): Interval[] {
  const found: Interval[] = [];
  for (const [index, record] of list.entries()) {
    const here = `${path}/${index}`;
    if (!isJsonObject(record)) sink.problems.add(here, "malformed", "expected an interval");
    else if (record["devices_reporting"] === 0)
      sink.problems.addOnce(
        path,
        here,
        "no_telemetry",
        "no device reported: its zeros are no measurement",
      );
    else {
      const endAt = instantOf(record["end_at"], `${here}/end_at`, sink);
      if (endAt !== undefined) found.push({ record, startAt: endAt - lengthMs, path: here });
    }
  }
  return found;
}

/** Mean power [W] of an energy [Wh] over an interval; `null` when there is none. */
export function meanPowerW(energyWh: unknown, lengthMs: number): number | null {
  const value = readNumber(energyWh);
  return typeof value === "number" ? (value * 3_600_000) / lengthMs : null;
}

/** `site:<id>` of a reply; `undefined` after telling that it names no system. */
export function siteOf(body: JsonObject, { problems }: Sink): string | undefined {
  const id = textOf(body["system_id"]);
  if (id === undefined) problems.add("/system_id", "missing_field", "no system_id");
  return id === undefined ? undefined : `site:${id}`;
}
