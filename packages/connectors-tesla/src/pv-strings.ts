import {
  type JsonObject,
  type ProblemList,
  readField,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { sumOf } from "./sum-of.ts";

const STRINGS = ["A", "B", "C", "D", "E", "F"];
const SOURCE = "recorded vitals of two firmware generations";

/** Voltage and current of each string as inputs 1 to 6; their powers as one DC power. */
export function readStrings(
  record: JsonObject,
  values: ValueMap,
  problems: ProblemList,
  path: string,
): void {
  for (const [index, name] of STRINGS.entries())
    for (const [field, point, unit] of [
      [`PVAC_PVMeasuredVoltage_${name}`, `dcVoltage${index + 1}`, "V"],
      [`PVAC_PVCurrent_${name}`, `dcCurrent${index + 1}`, "A"],
    ] as const)
      readField(
        record[field],
        { field, point, unit, source: SOURCE },
        values,
        problems,
        `${path}/${field}`,
      );
  const rule = { field: "PVAC_PVMeasuredPower", point: "dcPower", unit: "W", source: SOURCE };
  readField(dcPowerW(record), rule, values, problems, `${path}/PVAC_PVMeasuredPower`);
}

/** Sum of the strings that exist; `null` when one of them tells no number. */
function dcPowerW(record: JsonObject): number | null {
  const names = STRINGS.filter((name) =>
    ["Voltage", "Power"].some((field) => `PVAC_PVMeasured${field}_${name}` in record),
  );
  return sumOf(
    record,
    names.map((name) => `PVAC_PVMeasuredPower_${name}`),
  );
}
