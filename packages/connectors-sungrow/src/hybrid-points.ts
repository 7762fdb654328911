import type { FieldRule } from "@solarmon/connectors-kit";
import { type DeviceType, deviceType, row } from "./device-type.ts";

const HYBRID_POINTS = "list of a hybrid's points by users of the OpenAPI";

function hybridRow(id: number, point: string, unit: string, sign?: -1): FieldRule {
  const rule = row(id, point, unit, HYBRID_POINTS);
  return sign === undefined ? rule : { ...rule, sign };
}

/** Type 14. */
export const HYBRID: DeviceType = deviceType("inverter", [
  row(13_125, "gridExportEnergyTotal", "Wh"),
  row(13_148, "gridImportEnergyTotal", "Wh"),
  hybridRow(13_011, "acPower", "W"),
  hybridRow(13_003, "dcPower", "W"),
  hybridRow(13_012, "reactivePower", "var"),
  hybridRow(13_013, "powerFactor", "1"),
  hybridRow(13_007, "frequency", "Hz"),
  hybridRow(13_019, "internalTemperature", "°C"),
  ...[1, 2, 3].flatMap((phase) => [
    hybridRow(13_156 + phase, `acVoltageL${phase}`, "V"),
    hybridRow(13_007 + phase, `acCurrentL${phase}`, "A"),
  ]),
  hybridRow(13_001, "dcVoltage1", "V"),
  hybridRow(13_002, "dcCurrent1", "A"),
  hybridRow(13_105, "dcVoltage2", "V"),
  hybridRow(13_106, "dcCurrent2", "A"),
  hybridRow(13_119, "loadPower", "W"),
  hybridRow(13_121, "gridExportPower", "W"),
  hybridRow(13_149, "gridImportPower", "W"),
  hybridRow(13_126, "batteryPower", "W"),
  hybridRow(13_150, "batteryPower", "W", -1),
  hybridRow(13_141, "batterySoc", "1"),
]);

/**
 * Charging and discharging are two points, neither of them below 0: the battery's power is what they add up to. One of
 * them alone tells it unless it is 0.
 */
export const ADDED_UP: ReadonlySet<string> = new Set(["p13126", "p13150"]);

/** Of hybrids, not asked for: the plant as a whole tells these, and both together would count twice. */
export const TOLD_BY_PLANT: ReadonlySet<string> = new Set(["p13011", "p13119", "p13141"]);

/** Type 43. */
export const BATTERY: DeviceType = deviceType("battery", [
  hybridRow(58_604, "batterySoc", "1"),
  hybridRow(58_601, "dcVoltage1", "V"),
]);
