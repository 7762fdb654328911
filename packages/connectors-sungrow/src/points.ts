import type { FieldRule } from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";

/** What a device type of the vendor is, and what its points mean. */
export interface DeviceType {
  readonly kind: DeviceKind;
  readonly rules: ReadonlyMap<string, FieldRule>;
}

const DICTIONARY = "recorded dictionary of measuring points";
const SERIES = "recorded dictionary and series of a plant";

/** Units are the basic ones, which replies without a dictionary use. */
function row(id: number, point: string, unit: string, source: string = DICTIONARY): FieldRule {
  return { field: `p${id}`, point, unit, source };
}

function deviceType(kind: DeviceKind, rules: readonly FieldRule[]): DeviceType {
  return { kind, rules: new Map(rules.map((rule) => [rule.field, rule])) };
}

/** Inputs 1–3 stand at 5–10, 4–10 at 45–58: voltage, then current. */
function trackerRules(): FieldRule[] {
  return Array.from({ length: 10 }, (_, index) => {
    const id = index < 3 ? 5 + index * 2 : 45 + (index - 3) * 2;
    return [row(id, `dcVoltage${index + 1}`, "V"), row(id + 1, `dcCurrent${index + 1}`, "A")];
  }).flat();
}

const INVERTER = deviceType("inverter", [
  row(24, "acPower", "W"),
  row(1, "acEnergyToday", "Wh"),
  row(2, "acEnergyTotal", "Wh"),
  row(14, "dcPower", "W"),
  row(18, "acVoltageL1", "V"),
  row(19, "acVoltageL2", "V"),
  row(20, "acVoltageL3", "V"),
  row(21, "acCurrentL1", "A"),
  row(22, "acCurrentL2", "A"),
  row(23, "acCurrentL3", "A"),
  row(25, "reactivePower", "var"),
  row(26, "powerFactor", "1"),
  row(27, "frequency", "Hz"),
  row(4, "internalTemperature", "°C"),
  ...trackerRules(),
]);

const PLANT = deviceType("logger", [
  row(83_033, "acPower", "W", SERIES),
  row(83_022, "acEnergyToday", "Wh", SERIES),
  row(83_024, "acEnergyTotal", "Wh"),
  row(83_106, "loadPower", "W", "recorded report of a plant: p83106_unit"),
  row(83_252, "batterySoc", "1", "users of the OpenAPI: a share, not a percentage"),
  row(83_075, "gridExportEnergyTotal", "Wh"),
  row(83_105, "gridImportEnergyTotal", "Wh"),
  row(83_012, "ghi", "W/m²"),
  row(83_016, "ambientTemperature", "°C"),
  row(83_017, "moduleTemperature", "°C"),
]);

/** Power and energy of meters have no rule: which direction is "forward" is not documented. */
const METER = deviceType("meter", [
  row(8_000, "acVoltageL1", "V"),
  row(8_001, "acVoltageL2", "V"),
  row(8_002, "acVoltageL3", "V"),
  row(8_006, "acCurrentL1", "A"),
  row(8_007, "acCurrentL2", "A"),
  row(8_008, "acCurrentL3", "A"),
]);

const WEATHER = deviceType("weather", [
  row(2_003, "ghi", "W/m²"),
  row(2_007, "poaIrradiance", "W/m²"),
  row(2_009, "ambientTemperature", "°C"),
  row(2_010, "moduleTemperature", "°C"),
  row(2_016, "windSpeed", "m/s"),
]);

/** Currents of the first 24 strings: there are points for no more. */
const COMBINER = deviceType("logger", [
  row(1_001, "dcVoltage1", "V"),
  row(1_002, "internalTemperature", "°C"),
  row(1_006, "dcPower", "W"),
  ...Array.from({ length: 24 }, (_, index) => row(1_009 + index, `dcCurrent${index + 1}`, "A")),
]);

const HYBRID_POINTS = "list of a hybrid's points by users of the OpenAPI";

function hybridRow(id: number, point: string, unit: string, sign?: -1): FieldRule {
  const rule = row(id, point, unit, HYBRID_POINTS);
  return sign === undefined ? rule : { ...rule, sign };
}

const HYBRID = deviceType("inverter", [
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

/** Charging and discharging are two points, neither of them below 0: the battery's power is what they add up to. */
export const ADDED_UP: ReadonlySet<string> = new Set(["p13126", "p13150"]);

/** Of hybrids, not asked for: the plant as a whole tells these, and both together would count twice. */
export const TOLD_BY_PLANT: ReadonlySet<string> = new Set(["p13011", "p13119", "p13141"]);

const BATTERY = deviceType("battery", [
  hybridRow(58_604, "batterySoc", "1"),
  hybridRow(58_601, "dcVoltage1", "V"),
]);

const UNKNOWN = deviceType("logger", []);

export const INVERTER_TYPE = "1";
export const PLANT_TYPE = "11";
export const HYBRID_TYPE = "14";

/** By `device_type`, the second part of a `ps_key`. */
const DEVICE_TYPES: ReadonlyMap<string, DeviceType> = new Map([
  [INVERTER_TYPE, INVERTER],
  ["4", COMBINER],
  ["5", WEATHER],
  ["7", METER],
  [PLANT_TYPE, PLANT],
  [HYBRID_TYPE, HYBRID],
  ["43", BATTERY],
]);

export function deviceTypeOf(typeNumber: string): DeviceType {
  return DEVICE_TYPES.get(typeNumber) ?? UNKNOWN;
}

const LISTED = "recorded list of plants: {unit, value}";

/** Fields of plants in lists and statistics; each carries its unit. */
export const PLANT_FIELDS: readonly FieldRule[] = [
  { field: "curr_power", point: "acPower", unit: "W", source: LISTED },
  { field: "today_energy", point: "acEnergyToday", unit: "kWh", source: LISTED },
  { field: "total_energy", point: "acEnergyTotal", unit: "kWh", source: LISTED },
  { field: "nowCapacity", point: "acPower", unit: "kW", source: "recorded statistics" },
  { field: "dayPower", point: "acEnergyToday", unit: "kWh", source: "recorded statistics" },
  { field: "todayPower", point: "acEnergyToday", unit: "kWh", source: "recorded statistics" },
  { field: "totalPower", point: "acEnergyTotal", unit: "kWh", source: "recorded statistics" },
];

/** Fields of a report's rows; `<field>_unit` stands beside each. */
export const REPORT_FIELDS: readonly FieldRule[] = [
  {
    field: "p83076",
    point: "acPower",
    unit: "W",
    source: "equals pv_power of the same account's recorded list",
  },
  { field: "p83106", point: "loadPower", unit: "W", source: "recorded report" },
];
