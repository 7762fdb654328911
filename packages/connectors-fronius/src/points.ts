import type { FieldRule } from "@solarmon/connectors-kit";
import { DC_INPUTS } from "@solarmon/core";

const MANUAL = "operating instructions 42,0410,2012";
const GEN24 = "GEN24 channel names in the same instructions";

function row(field: string, point: string, unit: string, more: Partial<FieldRule> = {}): FieldRule {
  return { field, point, unit, source: MANUAL, ...more };
}

/** Values of `{Unit, Value}`; the unit of the reply counts. IAC is the sum of the phases and has no point; UAC is the mean where there are several. */
export const INVERTER_RULES: readonly FieldRule[] = [
  row("PAC", "acPower", "W"),
  row("TOTAL_ENERGY", "acEnergyTotal", "Wh"),
  row("DAY_ENERGY", "acEnergyToday", "Wh"),
  row("FAC", "frequency", "Hz"),
  row("UAC_L1", "acVoltageL1", "V"),
  row("UAC", "acVoltageL1", "V"),
  row("UAC_L2", "acVoltageL2", "V"),
  row("UAC_L3", "acVoltageL3", "V"),
  row("IAC_L1", "acCurrentL1", "A"),
  row("IAC_L2", "acCurrentL2", "A"),
  row("IAC_L3", "acCurrentL3", "A"),
  ...Array.from({ length: DC_INPUTS }, (_, index) => {
    const suffix = index === 0 ? "" : `_${index + 1}`;
    return [
      row(`UDC${suffix}`, `dcVoltage${index + 1}`, "V"),
      row(`IDC${suffix}`, `dcCurrent${index + 1}`, "A"),
    ];
  }).flat(),
];

/** Values that every meter has, wherever it stands. Both families of names. */
export const METER_RULES: readonly FieldRule[] = [
  row("Voltage_AC_Phase_1", "acVoltageL1", "V"),
  row("Voltage_AC_Phase_2", "acVoltageL2", "V"),
  row("Voltage_AC_Phase_3", "acVoltageL3", "V"),
  row("Current_AC_Phase_1", "acCurrentL1", "A"),
  row("Current_AC_Phase_2", "acCurrentL2", "A"),
  row("Current_AC_Phase_3", "acCurrentL3", "A"),
  row("Frequency_Phase_Average", "frequency", "Hz"),
  row("PowerReactive_Q_Sum", "reactivePower", "var"),
  row("PowerFactor_Sum", "powerFactor", "1"),
  row("SMARTMETER_VOLTAGE_01_F64", "acVoltageL1", "V", { source: GEN24 }),
  row("SMARTMETER_VOLTAGE_02_F64", "acVoltageL2", "V", { source: GEN24 }),
  row("SMARTMETER_VOLTAGE_03_F64", "acVoltageL3", "V", { source: GEN24 }),
  row("SMARTMETER_CURRENT_01_F64", "acCurrentL1", "A", { source: GEN24 }),
  row("SMARTMETER_CURRENT_02_F64", "acCurrentL2", "A", { source: GEN24 }),
  row("SMARTMETER_CURRENT_03_F64", "acCurrentL3", "A", { source: GEN24 }),
  row("GRID_FREQUENCY_MEAN_F32", "frequency", "Hz", { source: GEN24 }),
  row("SMARTMETER_POWERREACTIVE_MEAN_SUM_F64", "reactivePower", "var", { source: GEN24 }),
  row("SMARTMETER_FACTOR_POWER_SUM_F64", "powerFactor", "1", { source: GEN24 }),
];

const EXPORT = { negativePoint: "gridExportPower" };
/** At the feed-in point + is import, and "consumed" is what the site took from the grid. */
export const GRID_METER_RULES: readonly FieldRule[] = [
  row("PowerReal_P_Sum", "gridImportPower", "W", EXPORT),
  row("EnergyReal_WAC_Sum_Consumed", "gridImportEnergyTotal", "Wh"),
  row("EnergyReal_WAC_Sum_Produced", "gridExportEnergyTotal", "Wh"),
  row("EnergyReal_WAC_Plus_Absolute", "gridImportEnergyTotal", "Wh"),
  row("EnergyReal_WAC_Minus_Absolute", "gridExportEnergyTotal", "Wh"),
  row("SMARTMETER_POWERACTIVE_MEAN_SUM_F64", "gridImportPower", "W", { ...EXPORT, source: GEN24 }),
  row("SMARTMETER_ENERGYACTIVE_CONSUMED_SUM_F64", "gridImportEnergyTotal", "Wh", { source: GEN24 }),
  row("SMARTMETER_ENERGYACTIVE_PRODUCED_SUM_F64", "gridExportEnergyTotal", "Wh", { source: GEN24 }),
];

const CONSUMPTION = { sign: -1, source: "capture pyfronius-v1: P_Sum equals P_Load" } as const;
/** In the load path, consumption is negative. */
export const LOAD_METER_RULES: readonly FieldRule[] = [
  row("PowerReal_P_Sum", "loadPower", "W", CONSUMPTION),
  row("SMARTMETER_POWERACTIVE_MEAN_SUM_F64", "loadPower", "W", CONSUMPTION),
];

export const STORAGE_RULES: readonly FieldRule[] = [
  row("StateOfCharge_Relative", "batterySoc", "%"),
  row("Voltage_DC", "dcVoltage1", "V"),
  row("Temperature_Cell", "internalTemperature", "°C"),
  row("BAT_VALUE_STATE_OF_CHARGE_RELATIVE_U16", "batterySoc", "%", { source: GEN24 }),
  row("BAT_VOLTAGE_DC_INTERNAL_F64", "dcVoltage1", "V", { source: GEN24 }),
  row("BAT_TEMPERATURE_CELL_F64", "internalTemperature", "°C", { source: GEN24 }),
];

/** Site of the power flow: + import, consumption negative. */
export const SITE_RULES: readonly FieldRule[] = [
  row("P_Grid", "gridImportPower", "W", EXPORT),
  row("P_Load", "loadPower", "W", { sign: -1 }),
];
/** + is discharge. */
export const SITE_BATTERY_RULES: readonly FieldRule[] = [
  row("P_Akku", "batteryPower", "W", { sign: -1 }),
];
export const FLOW_INVERTER_RULES: readonly FieldRule[] = [
  row("P", "acPower", "W"),
  row("E_Total", "acEnergyTotal", "Wh"),
  row("E_Day", "acEnergyToday", "Wh"),
];
/** Of GEN24 and hybrids: what the panels give, before the battery. */
export const SITE_DC_RULES: readonly FieldRule[] = [row("P_PV", "dcPower", "W")];
export const FLOW_SOC_RULES: readonly FieldRule[] = [row("SOC", "batterySoc", "%")];

/** Channels that every node of the archive may have, as they were at the end of each step. */
const ARCHIVE_AC_RULES: readonly FieldRule[] = [
  row("Voltage_AC_Phase_1", "acVoltageL1", "V"),
  row("Voltage_AC_Phase_2", "acVoltageL2", "V"),
  row("Voltage_AC_Phase_3", "acVoltageL3", "V"),
  row("Current_AC_Phase_1", "acCurrentL1", "A"),
  row("Current_AC_Phase_2", "acCurrentL2", "A"),
  row("Current_AC_Phase_3", "acCurrentL3", "A"),
];

/** Channels of an inverter. */
export const ARCHIVE_RULES: readonly FieldRule[] = [
  row("PowerReal_PAC_Sum", "acPower", "W"),
  ...ARCHIVE_AC_RULES,
  row("Voltage_DC_String_1", "dcVoltage1", "V"),
  row("Voltage_DC_String_2", "dcVoltage2", "V"),
  row("Current_DC_String_1", "dcCurrent1", "A"),
  row("Current_DC_String_2", "dcCurrent2", "A"),
  row("Temperature_Powerstage", "internalTemperature", "°C"),
];

/** Channels of a meter. Where it stands the archive tells in a channel of its own, if at all. */
export const ARCHIVE_METER_RULES: readonly FieldRule[] = [
  ...ARCHIVE_AC_RULES,
  row("EnergyReal_WAC_Plus_Absolute", "gridImportEnergyTotal", "Wh"),
  row("EnergyReal_WAC_Minus_Absolute", "gridExportEnergyTotal", "Wh"),
];

/** With `SeriesType=DailySum`: what an inverter made on each local day. */
export const DAILY_SUM_RULE: FieldRule = row("EnergyReal_WAC_Sum_Produced", "acEnergyToday", "Wh");
