import type { FieldRule } from "@solarmon/connectors-kit";

const MANUAL = "OpenAPI v1 manual, by the client PyPi_GrowattServer and tested calls of growatt-v1";
const SAMPLE = "replies printed in the comments of the client growatt-public-api";

function row(field: string, point: string, unit: string, more: Partial<FieldRule> = {}): FieldRule {
  return { field, point, unit, source: MANUAL, ...more };
}

/** A counter of 0 is a device that was not heard of yet; a grid at 0 Hz is no grid. */
const NOTHING = { sentinels: [0, "0", "0.0"] };

/** Fields of one meaning in all families. The first with a value counts, where several name one point. */
export const DEVICE_FIELDS: readonly FieldRule[] = [
  row("pac", "acPower", "W"),
  row("ppv", "dcPower", "W"),
  row("eacToday", "acEnergyToday", "kWh"),
  row("powerToday", "acEnergyToday", "kWh", { source: SAMPLE }),
  row("eacTotal", "acEnergyTotal", "kWh", NOTHING),
  row("powerTotal", "acEnergyTotal", "kWh", { ...NOTHING, source: SAMPLE }),
  row("fac", "frequency", "Hz", NOTHING),
  row("temp1", "internalTemperature", "°C"),
  row("temperature", "internalTemperature", "°C", { source: SAMPLE }),
  row("faultType", "faultCode", "1"),
];

export type Pair = readonly [voltage: FieldRule, current: FieldRule];

function pair(voltage: string, current: string, points: readonly [string, string]): Pair {
  return [row(voltage, points[0], "V"), row(current, points[1], "A")];
}

/** Phases are numbered in MIN and SPH, and lettered r, s, t in type 1. */
export const PHASES: readonly Pair[] = [1, 2, 3].flatMap((phase) => {
  const points = [`acVoltageL${phase}`, `acCurrentL${phase}`] as const;
  const letter = "rst"[phase - 1] ?? "";
  return [pair(`vac${phase}`, `iac${phase}`, points), pair(`vac${letter}`, `iac${letter}`, points)];
});

const INPUTS_KNOWN = 16;
export const INPUTS: readonly Pair[] = Array.from({ length: INPUTS_KNOWN }, (_, index) =>
  pair(`vpv${index + 1}`, `ipv${index + 1}`, [`dcVoltage${index + 1}`, `dcCurrent${index + 1}`]),
);

/** One quantity and its spellings; totals before phases. */
export interface Spellings {
  readonly fields: readonly string[];
  readonly rule: FieldRule;
}

function spelled(fields: readonly string[], point: string, unit: string): Spellings {
  return { fields, rule: row(fields[0] ?? "", point, unit) };
}

/** Without a meter all of them are 0, which is no measurement. */
export const METER: readonly Spellings[] = [
  spelled(["pacToGridTotal", "pacToGridR", "pactogridr"], "gridExportPower", "W"),
  spelled(["pacToUserTotal", "pacToUserR", "pactouserr"], "gridImportPower", "W"),
  spelled(["etoGridTotal", "eToGridTotal"], "gridExportEnergyTotal", "kWh"),
  spelled(["etoUserTotal", "eToUserTotal"], "gridImportEnergyTotal", "kWh"),
  spelled(["pacToLocalLoad", "plocalLoadTotal", "plocalLoadR"], "loadPower", "W"),
];

/** Powers into and out of the battery [W], added up: two converters in MIN, one in SPH. */
export const CHARGE_FIELDS: readonly string[] = ["bdc1ChargePower", "bdc2ChargePower", "pcharge1"];
export const DISCHARGE_FIELDS: readonly string[] = [
  "bdc1DischargePower",
  "bdc2DischargePower",
  "pdischarge1",
];
export const BATTERY_POWER: FieldRule = row("pcharge1", "batteryPower", "W");
export const BATTERY_SOC: Spellings = spelled(
  ["bmsSoc", "bmsSOC", "bdc1Soc", "soc", "SOC"],
  "batterySoc",
  "%",
);
export const BATTERY_VOLTAGES: readonly string[] = ["bmsVbat", "bdc1Vbat", "vbat"];

/** Measured, and told by no point; `pf` shows −1 at full power, so that its sign cannot be trusted. */
export const WITHOUT_POINT: readonly string[] = [
  "pf",
  "epvTotal",
  "echargeTotal",
  "edischargeTotal",
  "elocalLoadTotal",
  "vbat",
  "epsPac",
];

export const PLANT_FIELDS: readonly FieldRule[] = [
  row("current_power", "acPower", "W"),
  row("today_energy", "acEnergyToday", "kWh"),
  row("total_energy", "acEnergyTotal", "kWh", NOTHING),
];
export const PLANT_POWER: FieldRule = row("power", "acPower", "W");
export const PLANT_DAY: FieldRule = row("energy", "acEnergyToday", "kWh");
