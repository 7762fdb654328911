import type { FieldRule } from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";

/** What the fields of one kind of device mean. The same name has another unit for another type. */
export interface DeviceMap {
  readonly kind: DeviceKind;
  readonly rules: ReadonlyMap<string, FieldRule>;
}

const MANUAL = "SmartPVMS northbound reference V600R022C00";
const RECORDED = "capture of a SUN2000-10KTL-M1, and the manual";
const BY_ANALOGY = "manual; sign by analogy with local register 37113, verify per plant";

function row(field: string, point: string, unit: string, more: Partial<FieldRule> = {}): FieldRule {
  return { field, point, unit, source: MANUAL, ...more };
}

function mapOf(kind: DeviceKind, rows: readonly FieldRule[]): DeviceMap {
  return { kind, rules: new Map(rows.map((rule) => [rule.field, rule])) };
}

const PHASES = ["a", "b", "c"].flatMap((phase, index) => [
  row(`${phase}_u`, `acVoltageL${index + 1}`, "V"),
  row(`${phase}_i`, `acCurrentL${index + 1}`, "A"),
]);

const STRINGS = Array.from({ length: 24 }, (_, index) => index + 1).flatMap((input) => [
  row(`pv${input}_u`, `dcVoltage${input}`, "V"),
  row(`pv${input}_i`, `dcCurrent${input}`, "A"),
]);

/** String inverters (1) and residential ones (38): kW. */
const INVERTER = mapOf("inverter", [
  row("active_power", "acPower", "kW", { source: RECORDED }),
  row("reactive_power", "reactivePower", "kvar"),
  row("mppt_power", "dcPower", "kW", { source: RECORDED }),
  row("day_cap", "acEnergyToday", "kWh", { source: RECORDED }),
  row("total_cap", "acEnergyTotal", "kWh", { source: RECORDED }),
  row("elec_freq", "frequency", "Hz"),
  row("power_factor", "powerFactor", "1"),
  row("temperature", "internalTemperature", "°C"),
  ...PHASES,
  ...STRINGS,
]);

/** Weather station. Radiation of the day is in MJ/m² and has no point. */
const WEATHER = mapOf("weather", [
  row("radiant_line", "poaIrradiance", "W/m²"),
  row("horiz_radiant_line", "ghi", "W/m²"),
  row("temperature", "ambientTemperature", "°C"),
  row("pv_temperature", "moduleTemperature", "°C"),
  row("wind_speed", "windSpeed", "m/s"),
]);

const NET = { negativePoint: "gridImportPower", source: BY_ANALOGY };
const METER_COUNTERS = [
  row("active_cap", "gridExportEnergyTotal", "kWh", { source: BY_ANALOGY }),
  row("reverse_active_cap", "gridImportEnergyTotal", "kWh", { source: BY_ANALOGY }),
  row("power_factor", "powerFactor", "1"),
];

/** Grid meter (17): kW. */
const GRID_METER = mapOf("meter", [
  row("active_power", "gridExportPower", "kW", NET),
  row("reactive_power", "reactivePower", "kvar"),
  row("grid_frequency", "frequency", "Hz"),
  ...METER_COUNTERS,
  ...PHASES,
]);

/** Power sensor (47): W. */
const POWER_SENSOR = mapOf("meter", [
  row("active_power", "gridExportPower", "W", NET),
  row("reactive_power", "reactivePower", "var"),
  row("grid_frequency", "frequency", "Hz"),
  row("meter_u", "acVoltageL1", "V", { source: RECORDED }),
  row("meter_i", "acCurrentL1", "A", { source: RECORDED }),
  ...METER_COUNTERS,
]);

/** Batteries (39, 41): W, + charging. */
const BATTERY = mapOf("battery", [
  row("ch_discharge_power", "batteryPower", "W"),
  row("battery_soc", "batterySoc", "%", { source: RECORDED }),
  row("busbar_u", "dcVoltage1", "V", { source: RECORDED }),
]);

/** By `devTypeId`; other types have no telemetry. */
export const DEVICES: ReadonlyMap<number, DeviceMap> = new Map([
  [1, INVERTER],
  [10, WEATHER],
  [17, GRID_METER],
  [38, INVERTER],
  [39, BATTERY],
  [41, BATTERY],
  [47, POWER_SENSOR],
]);

/** Energies of a plant, despite their names. */
export const STATION_TODAY: FieldRule = row("day_power", "acEnergyToday", "kWh", {
  source: RECORDED,
});
export const STATION_TOTAL: FieldRule = row("total_power", "acEnergyTotal", "kWh", {
  source: RECORDED,
});

/** Energy of an hour, which gives its mean power. The first that carries a value counts. */
export const STATION_HOUR: readonly FieldRule[] = [
  row("inverter_power", "acPower", "kW"),
  row("inverterYield", "acPower", "kW"),
  row("PVYield", "acPower", "kW"),
  row("buyPower", "gridImportPower", "kW"),
];

/** Of plants with a meter. Without one, what was fed in is no measurement but the whole production. */
export const METERED_STATION_HOUR: readonly FieldRule[] = [
  ...STATION_HOUR,
  row("ongrid_power", "gridExportPower", "kW"),
  row("use_power", "loadPower", "kW"),
];
/** Energies that only a meter tells. */
export const METERED: readonly string[] = ["buyPower", "use_power", "selfUsePower"];

/** Energy of a day. */
export const STATION_DAY: readonly FieldRule[] = [
  row("inverter_power", "acEnergyToday", "kWh"),
  row("inverterYield", "acEnergyToday", "kWh"),
  row("PVYield", "acEnergyToday", "kWh"),
];
export const DEVICE_DAY: readonly FieldRule[] = [row("product_power", "acEnergyToday", "kWh")];
