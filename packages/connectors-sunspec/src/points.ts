import type { FieldRule } from "@solarmon/connectors-kit";

/** A row of the field map, with the models in which the field means this. */
export interface SunSpecRule extends FieldRule {
  readonly models: readonly number[];
}

const INTEGER_INVERTERS = [101, 102, 103];
const INVERTERS = [...INTEGER_INVERTERS, 111, 112, 113];
const METERS = [201, 202, 203, 204, 211, 212, 213, 214];
const RESOURCE = [701];
const DEFINITION = "SunSpec model definitions";
/** "Shall be read as not implemented": SunSpec's rule for accumulators; also what inverters show while they wake up. */
const NEVER_COUNTED = [0];

function row(
  models: readonly number[],
  field: string,
  point: string,
  unit: string,
  more: Partial<FieldRule> = {},
): SunSpecRule {
  return { models, field, point, unit, source: DEFINITION, ...more };
}

/** First row that carries a value wins, where several name one point. */
export const INVERTER_RULES: readonly SunSpecRule[] = [
  row([...INVERTERS, ...RESOURCE], "W", "acPower", "W"),
  row(INVERTERS, "WH", "acEnergyTotal", "Wh", { sentinels: NEVER_COUNTED }),
  row(RESOURCE, "TotWhInj", "acEnergyTotal", "Wh"),
  row(INVERTERS, "PhVphA", "acVoltageL1", "V"),
  row(INVERTERS, "PhVphB", "acVoltageL2", "V"),
  row(INVERTERS, "PhVphC", "acVoltageL3", "V"),
  row([101, 111], "PPVphAB", "acVoltageL1", "V", {
    source: "one phase: SolarEdge leaves PhVphA and fills PPVphAB",
  }),
  row(RESOURCE, "VL1", "acVoltageL1", "V"),
  row(RESOURCE, "VL2", "acVoltageL2", "V"),
  row(RESOURCE, "VL3", "acVoltageL3", "V"),
  row(INVERTERS, "AphA", "acCurrentL1", "A"),
  row(INVERTERS, "AphB", "acCurrentL2", "A"),
  row(INVERTERS, "AphC", "acCurrentL3", "A"),
  row([101, 111], "A", "acCurrentL1", "A", { source: "one phase: its current is the total" }),
  row(RESOURCE, "AL1", "acCurrentL1", "A"),
  row(RESOURCE, "AL2", "acCurrentL2", "A"),
  row(RESOURCE, "AL3", "acCurrentL3", "A"),
  row([...INVERTERS, ...RESOURCE], "Hz", "frequency", "Hz"),
  row(INVERTERS, "VAr", "reactivePower", "var"),
  row(RESOURCE, "Var", "reactivePower", "var"),
  row(INVERTERS, "DCW", "dcPower", "W"),
  row([...INVERTERS, ...RESOURCE], "TmpCab", "internalTemperature", "°C"),
  row([...INVERTERS, ...RESOURCE], "TmpSnk", "internalTemperature", "°C", {
    source: "SolarEdge leaves TmpCab and fills TmpSnk",
  }),
  row([...INVERTERS, ...RESOURCE], "TmpTrns", "internalTemperature", "°C"),
  row([...INVERTERS, ...RESOURCE], "TmpOt", "internalTemperature", "°C"),
  row(INVERTERS, "St", "status", "1"),
  row(INVERTERS, "Evt1", "faultCode", "1"),
  row(RESOURCE, "Alrm", "faultCode", "1"),
];

/** The sign of W is the manufacturer's own: see `signOfMeter`. */
export const METER_RULES: readonly SunSpecRule[] = [
  row(METERS, "TotWhImp", "gridImportEnergyTotal", "Wh", { sentinels: NEVER_COUNTED }),
  row(METERS, "TotWhExp", "gridExportEnergyTotal", "Wh", { sentinels: NEVER_COUNTED }),
  row(METERS, "PhVphA", "acVoltageL1", "V"),
  row(METERS, "PhVphB", "acVoltageL2", "V"),
  row(METERS, "PhVphC", "acVoltageL3", "V"),
  row([201, 211], "PhV", "acVoltageL1", "V", { source: "one phase: its voltage is the mean" }),
  row(METERS, "AphA", "acCurrentL1", "A"),
  row(METERS, "AphB", "acCurrentL2", "A"),
  row(METERS, "AphC", "acCurrentL3", "A"),
  row([201, 211], "A", "acCurrentL1", "A", { source: "one phase: its current is the total" }),
  row(METERS, "Hz", "frequency", "Hz"),
  row(METERS, "VAR", "reactivePower", "var"),
];

export const BATTERY_RULES: readonly SunSpecRule[] = [
  row([802, 803, 804, 805, 713], "SoC", "batterySoc", "%"),
  row([124], "ChaState", "batterySoc", "%"),
  row([802, 803, 804, 805], "V", "dcVoltage1", "V"),
  row([124], "InBatV", "dcVoltage1", "V"),
];

export const WEATHER_RULES: readonly SunSpecRule[] = [
  row([302, 306, 308], "GHI", "ghi", "W/m²"),
  row([302], "POAI", "poaIrradiance", "W/m²"),
  row([302], "DFI", "dhi", "W/m²"),
  row([302], "DNI", "dni", "W/m²"),
  row([303, 308], "TmpBOM", "moduleTemperature", "°C"),
  row([307, 308], "TmpAmb", "ambientTemperature", "°C"),
  row([307, 308], "WndSpd", "windSpeed", "m/s"),
  row([307], "Rain", "rain", "mm"),
  row([307], "Snw", "snowDepth", "mm"),
];

export const COMBINER_RULES: readonly SunSpecRule[] = [
  row([402, 404], "DCW", "dcPower", "W"),
  row([401, 402, 403, 404], "Tmp", "internalTemperature", "°C"),
];
