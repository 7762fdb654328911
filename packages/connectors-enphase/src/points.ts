import type { FieldRule } from "@solarmon/connectors-kit";

const LOCAL = "IQ Gateway captures, firmware 3.17 to 8.3";
const CLOUD = "API v4 documentation";

function row(field: string, point: string, unit: string, more: Partial<FieldRule> = {}): FieldRule {
  return { field, point, unit, source: LOCAL, ...more };
}

/** Import is positive at Enphase: `net = total − production`. */
const NET = {
  negativePoint: "gridExportPower",
  source: "4556.139 + (−765.064) = 3791.075 in 7.3.517",
};
/** Discharge is positive at Enphase; ours is charge. */
const DISCHARGE = { sign: -1, source: "−1250000 mW while a generator charges, 8.2.127" } as const;

/** Item `inverters` of /production.json: the sum of the micro-inverters' last reports. */
export const INVERTER_SUM_RULES: readonly FieldRule[] = [
  row("wNow", "acPower", "W"),
  row("whLifetime", "acEnergyTotal", "Wh"),
];

/** What meters tell that has no point; told once a reply, not stored. */
export const WITHOUT_POINT: readonly string[] = [
  "apprntPwr",
  "apparentPower",
  "apparentEnergy",
  "vahLifetime",
  "varhLeadLifetime",
  "varhLagLifetime",
  "reactEnergyLagg",
  "reactEnergyLead",
  "whLastSevenDays",
  "wattHoursSevenDays",
  "maxReportWatts",
  "apparent_power_mva",
];

/** Item `eim` of measurementType `production`. */
export const PRODUCTION_RULES: readonly FieldRule[] = [
  row("wNow", "acPower", "W"),
  row("whLifetime", "acEnergyTotal", "Wh"),
  row("whToday", "acEnergyToday", "Wh"),
  row("reactPwr", "reactivePower", "var"),
  row("pwrFactor", "powerFactor", "1"),
];

/** Item `eim` of measurementType `net-consumption`. Its whLifetime is no counter: see the README. */
export const NET_RULES: readonly FieldRule[] = [row("wNow", "gridImportPower", "W", NET)];

/** Item `eim` of measurementType `total-consumption`. */
export const LOAD_RULE: FieldRule = row("wNow", "loadPower", "W");

/** Item `acb` of `storage`: all AC Batteries together. */
export const AC_BATTERY_RULES: readonly FieldRule[] = [
  row("wNow", "batteryPower", "W", { sign: -1, source: "260 W while discharging, 8.2.4382" }),
  row("percentFull", "batterySoc", "%"),
];

/** /api/v1/production and the sections of /ivp/pdm/energy. */
export const V1_RULES: readonly FieldRule[] = [
  row("wattsNow", "acPower", "W"),
  row("wattHoursLifetime", "acEnergyTotal", "Wh"),
  row("wattHoursToday", "acEnergyToday", "Wh"),
];
export const V1_LOAD_RULE: FieldRule = row("wattsNow", "loadPower", "W");

/** /api/v1/production/inverters. */
export const MICRO_RULES: readonly FieldRule[] = [
  row("lastReportWatts", "acPower", "W", { sentinels: [-1] }),
];

/** `lastReading` of a channel in /ivp/pdm/device_data. */
export const MICRO_AC_RULES: readonly FieldRule[] = [
  row("acVoltageINmV", "acVoltageL1", "mV"),
  row("acCurrentInmA", "acCurrentL1", "mA"),
  row("acFrequencyINmHz", "frequency", "mHz"),
  row("channelTemp", "internalTemperature", "°C"),
];
export const MICRO_POWER_RULE: FieldRule = row("now", "acPower", "W", { sentinels: [-1] });
export const MICRO_ENERGY_RULE: FieldRule = row("joulesProduced", "acEnergyTotal", "J");

/** /ivp/meters/readings by what the meter measures. */
export const METER_RULES: Readonly<Record<string, readonly FieldRule[]>> = {
  production: [
    row("activePower", "acPower", "W"),
    row("actEnergyDlvd", "acEnergyTotal", "Wh"),
    row("reactivePower", "reactivePower", "var"),
    row("pwrFactor", "powerFactor", "1"),
    row("freq", "frequency", "Hz"),
  ],
  "net-consumption": [
    row("activePower", "gridImportPower", "W", NET),
    row("actEnergyDlvd", "gridImportEnergyTotal", "Wh"),
    row("actEnergyRcvd", "gridExportEnergyTotal", "Wh"),
    row("freq", "frequency", "Hz"),
  ],
  "total-consumption": [row("activePower", "loadPower", "W"), row("freq", "frequency", "Hz")],
  storage: [row("activePower", "batteryPower", "W", DISCHARGE), row("freq", "frequency", "Hz")],
};

/** `cumulative` of /ivp/meters/reports by `reportType`. */
export const REPORT_RULES: Readonly<Record<string, readonly FieldRule[]>> = {
  production: [
    row("currW", "acPower", "W"),
    row("whDlvdCum", "acEnergyTotal", "Wh"),
    row("reactPwr", "reactivePower", "var"),
    row("pwrFactor", "powerFactor", "1"),
    row("freqHz", "frequency", "Hz"),
  ],
  "net-consumption": [row("currW", "gridImportPower", "W", NET), row("freqHz", "frequency", "Hz")],
  "total-consumption": [row("currW", "loadPower", "W")],
  storage: [row("currW", "batteryPower", "W", DISCHARGE)],
};

/** Devices of the group ENCHARGE in /ivp/ensemble/inventory. */
export const ENCHARGE_RULES: readonly FieldRule[] = [
  row("percentFull", "batterySoc", "%"),
  row("temperature", "internalTemperature", "°C", { source: "27 to 33 in captures of the US" }),
];

/** /ivp/ensemble/power. */
export const ENSEMBLE_POWER_RULES: readonly FieldRule[] = [
  row("real_power_mw", "batteryPower", "mW", DISCHARGE),
  row("soc", "batterySoc", "%"),
];

/** Sections of `meters` in /ivp/livedata/status. */
export const LIVE_RULES: Readonly<Record<string, FieldRule>> = {
  pv: row("agg_p_mw", "acPower", "mW"),
  grid: row("agg_p_mw", "gridImportPower", "mW", NET),
  storage: row("agg_p_mw", "batteryPower", "mW", DISCHARGE),
  load: row("agg_p_mw", "loadPower", "mW"),
};
export const SOC_RULE: FieldRule = row("soc", "batterySoc", "%");

/** Cloud. */
export const CLOUD_MICRO_RULE: FieldRule = row("powr", "acPower", "W", { source: CLOUD });
export const CLOUD_SUMMARY_RULES: readonly FieldRule[] = [
  row("current_power", "acPower", "W", { source: CLOUD }),
  row("energy_lifetime", "acEnergyTotal", "Wh", { sentinels: [-1], source: CLOUD }),
  row("energy_today", "acEnergyToday", "Wh", { sentinels: [-1], source: CLOUD }),
];
export const CLOUD_LIVE_RULES: readonly FieldRule[] = [
  row("pv_power", "acPower", "W", { source: CLOUD }),
  row("grid_power", "gridImportPower", "W", { negativePoint: "gridExportPower", source: CLOUD }),
  row("battery_power", "batteryPower", "W", { sign: -1, source: CLOUD }),
  row("consumption_power", "loadPower", "W", { source: CLOUD }),
  row("battery_soc", "batterySoc", "%", { source: CLOUD }),
];

/** Energy of an interval as mean power over it. */
export function meanPowerRule(field: string, point: string, sign: 1 | -1 = 1): FieldRule {
  return { field, point, unit: "W", sign, source: CLOUD };
}

/** A production meter's odometer. */
export const CLOUD_ODOMETER_RULE: FieldRule = row("value", "acEnergyTotal", "Wh", {
  source: CLOUD,
});
/** What a system made on a local day. */
export const CLOUD_DAY_RULE: FieldRule = row("production", "acEnergyToday", "Wh", {
  source: CLOUD,
});
/** Power of an inverter, a production channel or an Encharge in lists of the cloud. */
export const CLOUD_POWER_RULE: FieldRule = row("power", "acPower", "W", { source: CLOUD });
export const CLOUD_BATTERY_POWER_RULE: FieldRule = row("power", "batteryPower", "W", {
  sign: -1,
  source: "live_data counts discharge as positive",
});
