import type { FieldRule } from "@solarmon/connectors-kit";

const CLIENT =
  "fields and units as in goodwe-sems-home-assistant (also its list of points with units)";

/** 0xFFFF in the scale of the field: the inverter has no such value. */
const NONE = { sentinels: [65_535, 6_553.5, 655.35] };

function row(field: string, point: string, unit: string, more: Partial<FieldRule> = {}): FieldRule {
  return { field, point, unit, source: CLIENT, ...NONE, ...more };
}

/** Counters of an inverter, which hold also while it is offline. */
export const INVERTER_COUNTERS: readonly FieldRule[] = [
  row("eday", "acEnergyToday", "kWh"),
  row("etotal", "acEnergyTotal", "kWh", { sentinels: [0, 65_535, 6_553.5] }),
];

/** The rest, which is sent as 0 while it is offline. */
export const INVERTER_FIELDS: readonly FieldRule[] = [
  row("pac", "acPower", "W"),
  row("tempperature", "internalTemperature", "°C"),
  row("fac1", "frequency", "Hz", { sentinels: [0, 65_535, 655.35] }),
];

export type Pair = readonly [voltage: FieldRule, current: FieldRule];

/** Phases and inputs, 0 V and 0 A or null where the model lacks them. */
export const PAIRS: readonly Pair[] = [
  ...[1, 2, 3].map((phase): Pair => [
    row(`vac${phase}`, `acVoltageL${phase}`, "V"),
    row(`iac${phase}`, `acCurrentL${phase}`, "A"),
  ]),
  ...[1, 2, 3, 4].map((input): Pair => [
    row(`vpv${input}`, `dcVoltage${input}`, "V"),
    row(`ipv${input}`, `dcCurrent${input}`, "A"),
  ]),
];

/** + export, by two clients who compared it with a known direction; not `gridStatus`, which is 1 in both. */
export const METER_POWER: FieldRule = row("pmeter", "gridExportPower", "W", {
  negativePoint: "gridImportPower",
});

export const SITE_POWER: FieldRule = row("pac", "acPower", "W");
export const SITE_COUNTERS: readonly FieldRule[] = [
  row("power", "acEnergyToday", "kWh"),
  row("total_power", "acEnergyTotal", "kWh", { sentinels: [0] }),
];
export const GRID_TOTALS: readonly FieldRule[] = [
  row("buy", "gridImportEnergyTotal", "kWh", { sentinels: [0] }),
  row("sell", "gridExportEnergyTotal", "kWh", { sentinels: [0] }),
];
export const GRID_POWER: FieldRule = row("grid", "gridImportPower", "W", {
  negativePoint: "gridExportPower",
});
export const LOAD_POWER: FieldRule = row("load", "loadPower", "W");
export const BATTERY_POWER: FieldRule = row("bettery", "batteryPower", "W");
export const BATTERY_SOC: FieldRule = row("soc", "batterySoc", "%");

/** Lines of the day's chart. Meter + export and battery + discharge, which the sum of all has to confirm. */
export const CHART_PV = "PCurve_Power_PV";
export const CHART_LOAD = "PCurve_Power_Load";
export const CHART_METER = "PCurve_Power_Meter";
export const CHART_BATTERY = "PCurve_Power_Battery";
export const CHART_RULES: ReadonlyMap<string, FieldRule> = new Map([
  [CHART_PV, row(CHART_PV, "acPower", "W")],
  [CHART_LOAD, row(CHART_LOAD, "loadPower", "W")],
  [CHART_METER, row(CHART_METER, "gridExportPower", "W", { negativePoint: "gridImportPower" })],
  [CHART_BATTERY, row(CHART_BATTERY, "batteryPower", "W", { sign: -1 })],
  ["PCurve_Power_SOC", row("PCurve_Power_SOC", "batterySoc", "%")],
]);
