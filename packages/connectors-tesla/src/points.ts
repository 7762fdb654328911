import type { FieldRule } from "@solarmon/connectors-kit";

const GATEWAY = "recorded Powerwall 2 gateway: site −3396 W while solar gives 4103 W";
const VITALS = "recorded vitals of two firmware generations";

function row(field: string, point: string, unit: string, more: Partial<FieldRule> = {}): FieldRule {
  return { field, point, unit, source: GATEWAY, ...more };
}

/** Newer gateways say 0 Hz beside 211 V: that meter tells no frequency. */
const NO_FREQUENCY = { sentinels: [0] };

/** Sections of /api/meters/aggregates. */
export const AGGREGATE_RULES: Readonly<Record<string, readonly FieldRule[]>> = {
  site: [
    row("instant_power", "gridImportPower", "W", { negativePoint: "gridExportPower" }),
    row("energy_imported", "gridImportEnergyTotal", "Wh"),
    row("energy_exported", "gridExportEnergyTotal", "Wh"),
    row("frequency", "frequency", "Hz", NO_FREQUENCY),
  ],
  battery: [
    row("instant_power", "batteryPower", "W", { sign: -1, source: "+ is discharge" }),
    row("frequency", "frequency", "Hz", NO_FREQUENCY),
  ],
  load: [row("instant_power", "loadPower", "W"), row("frequency", "frequency", "Hz", NO_FREQUENCY)],
  solar: [
    row("instant_power", "acPower", "W"),
    row("energy_exported", "acEnergyTotal", "Wh"),
    row("frequency", "frequency", "Hz", NO_FREQUENCY),
  ],
};

/** What the gateway tells that has no point; told once a reply, not stored. */
export const WITHOUT_POINT: readonly string[] = [
  "instant_reactive_power",
  "instant_apparent_power",
  "instant_average_voltage",
  "instant_average_current",
  "instant_total_current",
  "energy_charged",
  "energy_discharged",
  "q_out",
  "v_out",
  "i_out",
  "PVAC_Qout",
  "PINV_Qout",
  "PINV_EnergyCharged",
  "PINV_EnergyDischarged",
  "METER_Y_CTA_InstRealPower",
];

export const SOE_RULE: FieldRule = row("percentage", "batterySoc", "%");

/** `battery_blocks` of /api/system_status. */
export const BLOCK_RULES: readonly FieldRule[] = [
  row("p_out", "batteryPower", "W", { sign: -1, source: "−2860 W beside a target of −2862 W" }),
  row("f_out", "frequency", "Hz", NO_FREQUENCY),
];

/** Share of `nominal_full_pack_energy` that is left. */
export const SOC_RULE: FieldRule = row("nominal_energy_remaining", "batterySoc", "%");

/** Solar inverter of a Powerwall+. */
export const PVAC_RULES: readonly FieldRule[] = [
  row("PVAC_Pout", "acPower", "W", { source: VITALS }),
  row("PVAC_LifetimeEnergyPV_Total", "acEnergyTotal", "Wh", { source: VITALS }),
  row("PVAC_Fout", "frequency", "Hz", { ...NO_FREQUENCY, source: VITALS }),
  row("PVAC_VL1Ground", "acVoltageL1", "V", { source: VITALS }),
  row("PVAC_VL2Ground", "acVoltageL2", "V", { source: VITALS }),
];

/** Battery inverter of a Powerwall. Powers are kW here, other than PVAC's. */
export const PINV_RULES: readonly FieldRule[] = [
  row("PINV_Pout", "batteryPower", "kW", { sign: -1, source: VITALS }),
  row("PINV_Fout", "frequency", "Hz", { ...NO_FREQUENCY, source: VITALS }),
  row("PINV_VSplit1", "acVoltageL1", "V", { source: VITALS }),
  row("PINV_VSplit2", "acVoltageL2", "V", { source: VITALS }),
];

/** Meter X of the synchroniser: the site. */
export const SITE_METER_RULES: readonly FieldRule[] = [
  row("METER_X_LifetimeEnergyImport", "gridImportEnergyTotal", "Wh", { source: VITALS }),
  row("METER_X_LifetimeEnergyExport", "gridExportEnergyTotal", "Wh", { source: VITALS }),
  row("ISLAND_FreqL1_Main", "frequency", "Hz", { ...NO_FREQUENCY, source: VITALS }),
];

/** Sum of a meter's current transformers. */
export const SITE_POWER_RULE: FieldRule = row("METER_X_CT_InstRealPower", "gridImportPower", "W", {
  negativePoint: "gridExportPower",
  source: VITALS,
});
export const SOLAR_POWER_RULE: FieldRule = row("NEURIO_CT_InstRealPower", "acPower", "W", {
  source: VITALS,
});

/** Of the pack's housing. */
export const THERMAL_RULES: readonly FieldRule[] = [
  row("THC_AmbientTemp", "internalTemperature", "°C", { source: VITALS }),
];
