import {
  type JsonObject,
  type ProblemList,
  readField,
  readNumber,
  type ValueMap,
} from "@solarmon/connectors-kit";

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
  const fields = STRINGS.map((name) => `PVAC_PVMeasuredPower_${name}`).filter(
    (name) => name in record,
  );
  if (fields.length === 0) return null;
  return fields.reduce<number | null>((sum, field) => {
    const value = readNumber(record[field]);
    return sum === null || typeof value !== "number" ? null : sum + value;
  }, 0);
}
