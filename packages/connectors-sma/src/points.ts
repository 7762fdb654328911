import type { FieldRule } from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";

const API = "SMA Monitoring API (OpenAPI), as in SolarNetwork's client and samples";

function row(field: string, point: string, unit: string, more: Partial<FieldRule> = {}): FieldRule {
  return { field, point, unit, source: API, ...more };
}

/** Powers as means of the interval [W]. Absent where the plant has no such thing. */
export const POWERS: readonly FieldRule[] = [
  row("pvGeneration", "acPower", "W"),
  row("totalConsumption", "loadPower", "W"),
  row("consumption", "loadPower", "W"),
  row("gridFeedIn", "gridExportPower", "W"),
  row("gridConsumption", "gridImportPower", "W"),
];

export const CHARGING = "batteryCharging";
export const DISCHARGING = "batteryDischarging";
export const BATTERY_POWER: FieldRule = row(CHARGING, "batteryPower", "W");
export const BATTERY_SOC: FieldRule = row("batteryStateOfCharge", "batterySoc", "%");

/** Values that are no energies under any question. */
export const LEVELS: readonly FieldRule[] = [
  row("activePower", "acPower", "W"),
  row("gridFrequency", "frequency", "Hz", { sentinels: [0] }),
  row("displacementPowerFactor", "powerFactor", "1"),
  row("ambientTemperature", "ambientTemperature", "°C"),
  row("moduleTemperature", "moduleTemperature", "°C"),
  row("windSpeed", "windSpeed", "m/s"),
];

export type Pair = readonly [voltage: FieldRule, current: FieldRule];

/** A phase that the inverter lacks is at 0 V or a few, and repeats the current of the others. */
export const PHASES: readonly Pair[] = ["A", "B", "C"].map((letter, index) => [
  row(`voltagePhase${letter}`, `acVoltageL${index + 1}`, "V"),
  row(`currentPhase${letter}`, `acCurrentL${index + 1}`, "A"),
]);

/** Lists of `{index, value}` with a letter per input. */
export const INPUT_VOLTAGE = "dcVoltageInput";
export const INPUT_CURRENT = "dcCurrentInput";
export const INPUT_POWER = "dcPowerInput";
export const DC_POWER: FieldRule = row(INPUT_POWER, "dcPower", "W");
export const INPUTS: readonly Pair[] = Array.from({ length: 24 }, (_, index) => [
  row(INPUT_VOLTAGE, `dcVoltage${index + 1}`, "V"),
  row(INPUT_CURRENT, `dcCurrent${index + 1}`, "A"),
]);

/** Measured, and told by no point, or in a direction or a plane that no document tells. */
export const WITHOUT_POINT: readonly string[] = [
  "dieselGeneration",
  "reactivePower",
  "apparentPower",
  "isolationResistance",
  "externalInsolation",
  "batteryVoltage",
  "batteryCurrent",
  "batteryTemperature",
];

/** What a device is whose set this is. */
export const KINDS: ReadonlyMap<string, DeviceKind> = new Map<string, DeviceKind>([
  ["EnergyAndPowerPv", "inverter"],
  ["PowerAc", "inverter"],
  ["PowerDc", "inverter"],
  ["EnergyDc", "inverter"],
  ["EnergyAndPowerBattery", "battery"],
  ["EnergyAndPowerInOut", "meter"],
  ["EnergyAndPowerConsumption", "meter"],
  ["Sensor", "weather"],
]);
