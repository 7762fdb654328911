import {
  isJsonObject,
  listOf,
  readField,
  readNumber,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Sink } from "../sink.ts";

/** Below it nothing is connected: unused inputs show 0 V or noise of some volts. */
const CONNECTED_V = 50;

/** Writes voltage and current of the phases that are connected; the others stay missing. */
export function readPhases(
  raw: unknown,
  fields: { readonly voltage: string; readonly current: string },
  values: ValueMap,
  path: string,
  { problems }: Sink,
): void {
  for (const [index, line] of listOf(raw).slice(0, 3).entries()) {
    if (!isJsonObject(line)) continue;
    const voltageV = readNumber(line[fields.voltage]) ?? 0;
    if (voltageV < CONNECTED_V) continue;
    const source = "per-phase lists of the captures";
    for (const [field, point, unit] of [
      [fields.voltage, `acVoltageL${index + 1}`, "V"],
      [fields.current, `acCurrentL${index + 1}`, "A"],
    ] as const)
      readField(
        line[field],
        { field, point, unit, source },
        values,
        problems,
        `${path}/${index}/${field}`,
      );
  }
}
