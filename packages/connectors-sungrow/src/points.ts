import type { FieldRule } from "@solarmon/connectors-kit";
import { type DeviceType, deviceType, row } from "./device-type.ts";
import { BATTERY, HYBRID } from "./hybrid-points.ts";

const SERIES = "recorded dictionary and series of a plant";

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
