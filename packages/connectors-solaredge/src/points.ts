import type { FieldRule } from "@solarmon/connectors-kit";

/** What one series of SolarEdge means. */
export interface SeriesRule extends FieldRule {
  /** `mean` power of a bucket · `energy` of a bucket, which gives its mean power · `level` at a moment. */
  readonly quantity: "mean" | "energy" | "level";
  /** For energies of a day: the counter that shows them at the day's end. */
  readonly dayPoint?: string;
  /** Vendor stamps this series at the end of its bucket. Default: at the start. */
  readonly stamp?: "end";
}

const V2 = "Monitoring API V2 documents, telemetry";
const V1 = "Monitoring API V1 definition";
const V2_RECORDED = "capture of a V2 site, August 2026";

function mean(field: string, point: string, source: string): SeriesRule {
  return { field, point, unit: "W", quantity: "mean", source };
}

function energy(field: string, point: string, source: string, dayPoint?: string): SeriesRule {
  const rule = { field, point, unit: "Wh", quantity: "energy", source } as const;
  return dayPoint === undefined ? rule : { ...rule, dayPoint };
}

function level(field: string, point: string, unit: string, stamp?: "end"): SeriesRule {
  const rule = { field, point, unit, quantity: "level", source: V2 } as const;
  return stamp === undefined ? rule : { ...rule, stamp };
}

export const SITE_POWER: SeriesRule = mean("power", "acPower", V2_RECORDED);
export const SITE_ENERGY: SeriesRule = energy("energy", "acPower", V2_RECORDED, "acEnergyToday");

/** Means of power come first: an energy only fills in where there is none. */
export const INVERTER_SERIES: readonly SeriesRule[] = [
  mean("power", "acPower", V2),
  energy("energy", "acPower", V2, "acEnergyToday"),
  level("voltage", "acVoltageL1", "V", "end"),
  level("current", "acCurrentL1", "A"), // derived by the vendor from power and voltage, stamped as the power
  level("frequency", "frequency", "Hz", "end"),
];

export const METER_SERIES: readonly SeriesRule[] = [
  mean("productionPower", "acPower", V2),
  mean("consumptionPower", "loadPower", V2),
  mean("importPower", "gridImportPower", V2),
  mean("exportPower", "gridExportPower", V2),
  energy("productionEnergy", "acPower", V2, "acEnergyToday"),
  energy("consumptionEnergy", "loadPower", V2),
  energy("importEnergy", "gridImportPower", V2),
  energy("exportEnergy", "gridExportPower", V2),
];

/** `chargePower` and `dischargePower` become one point: see `v2/storage.ts`. */
export const STORAGE_LEVELS: readonly SeriesRule[] = [level("stateOfEnergy", "batterySoc", "%")];
export const CHARGE_POWER: SeriesRule = mean("chargePower", "batteryPower", V2);
export const STORAGE_POWERS: readonly SeriesRule[] = [
  CHARGE_POWER,
  { ...mean("dischargePower", "batteryPower", V2), sign: -1 },
];
/** Fill in where no power is told. */
export const STORAGE_ENERGIES: readonly SeriesRule[] = [
  energy("chargeEnergy", "batteryPower", V2),
  { ...energy("dischargeEnergy", "batteryPower", V2), sign: -1 },
];

/** By `type` of V1 meters, in lower case. */
export const V1_METER_POWERS: readonly SeriesRule[] = [
  mean("production", "acPower", V1),
  mean("consumption", "loadPower", V1),
  mean("feedin", "gridExportPower", V1),
  mean("purchased", "gridImportPower", V1),
];

export const V1_METER_ENERGIES: readonly SeriesRule[] = [
  energy("production", "acPower", V1, "acEnergyToday"),
  energy("consumption", "loadPower", V1),
  energy("feedin", "gridExportPower", V1),
  energy("purchased", "gridImportPower", V1),
];

function row(name: string, point: string, unit: string): FieldRule {
  return { field: name, point, unit, source: V1 };
}

/** Counters of V1 meters since their installation, by `meterType` in lower case. */
export const V1_ODOMETERS: readonly FieldRule[] = [
  row("production", "acEnergyTotal", "Wh"),
  row("feedin", "gridExportEnergyTotal", "Wh"),
  row("purchased", "gridImportEnergyTotal", "Wh"),
];

export const V1_INVERTER_FIELDS: readonly FieldRule[] = [
  row("totalActivePower", "acPower", "W"),
  row("totalEnergy", "acEnergyTotal", "Wh"),
  row("dcVoltage", "dcVoltage1", "V"),
  row("powerLimit", "powerLimit", "%"),
  row("temperature", "internalTemperature", "°C"),
];

/** Fields of `L1Data` to `L3Data`; `point` lacks the phase. */
export const V1_PHASE_FIELDS: readonly FieldRule[] = [
  row("acVoltage", "acVoltageL", "V"),
  row("acCurrent", "acCurrentL", "A"),
];

/** Of the first phase, for the inverter as a whole. */
export const V1_FREQUENCY: FieldRule = row("acFrequency", "frequency", "Hz");
export const V1_REACTIVE_POWER: FieldRule = row("reactivePower", "reactivePower", "var");
/** Only where there is one phase. */
export const V1_POWER_FACTOR: FieldRule = row("cosPhi", "powerFactor", "1");

export const V1_BATTERY_FIELDS: readonly FieldRule[] = [
  row("power", "batteryPower", "W"),
  row("batteryPercentageState", "batterySoc", "%"),
  row("internalTemp", "internalTemperature", "°C"),
];

export const V1_LIFETIME_ENERGY: FieldRule = row("lifeTimeData", "acEnergyTotal", "Wh");
export const V1_DAY_ENERGY: FieldRule = row("lastDayData", "acEnergyToday", "Wh");
export const V1_CURRENT_POWER: FieldRule = row("currentPower", "acPower", "W");

/** Of V1 `currentPowerFlow`; powers are unsigned there, `connections` gives their direction. */
export const V1_FLOW_PV: FieldRule = row("PV", "acPower", "W");
export const V1_FLOW_LOAD: FieldRule = row("LOAD", "loadPower", "W");
export const V1_FLOW_GRID: FieldRule = {
  ...row("GRID", "gridImportPower", "W"),
  negativePoint: "gridExportPower",
};
export const V1_FLOW_STORAGE: FieldRule = row("STORAGE", "batteryPower", "W");
export const V1_FLOW_CHARGE: FieldRule = row("chargeLevel", "batterySoc", "%");
