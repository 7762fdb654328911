import {
  isJsonObject,
  type JsonObject,
  listOf,
  type ProblemList,
  readField,
  readNumber,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { DC_POWER, INPUT_CURRENT, INPUT_POWER, INPUT_VOLTAGE, INPUTS } from "./points.ts";

/** Voltage and current per input, and the power of all. Inputs are lettered from A. */
export function writeInputs(
  record: JsonObject,
  values: ValueMap,
  problems: ProblemList,
  path: string,
): void {
  const [voltages, currents, powers] = [INPUT_VOLTAGE, INPUT_CURRENT, INPUT_POWER].map((field) =>
    byInput(record[field]),
  );
  for (const [index, [voltage, current]] of INPUTS.entries()) {
    const [volts, amperes] = [voltages?.get(index), currents?.get(index)];
    if (volts !== undefined)
      readField(volts, voltage, values, problems, `${path}/${INPUT_VOLTAGE}`);
    if (amperes !== undefined)
      readField(amperes, current, values, problems, `${path}/${INPUT_CURRENT}`);
  }
  if (!powers || powers.size === 0) return;
  const total = [...powers.values()].reduce((sum, value) => sum + value, 0);
  // 0.1 + 0.2 is 0.3
  readField(Number(total.toPrecision(12)), DC_POWER, values, problems, `${path}/${INPUT_POWER}`);
}

const NONE: ReadonlyMap<number, number> = new Map();

/** Number of the input, from 0, → value. */
function byInput(list: unknown): ReadonlyMap<number, number> {
  if (list === undefined) return NONE;
  const values = new Map<number, number>();
  for (const entry of listOf(list)) {
    if (!isJsonObject(entry)) continue;
    const index = /^[A-X]$/u.exec(String(entry["index"]))?.[0].charCodeAt(0);
    const value = readNumber(entry["value"]);
    if (index !== undefined && typeof value === "number")
      values.set(index - "A".charCodeAt(0), value);
  }
  return values;
}
