import type { FieldRule } from "@solarmon/connectors-kit";

const SAMPLE = "Platform API document V2.0, bodies printed there";
const CLIENT = "Platform API document V2.0; meaning as in the client solis-sensor";

function row(field: string, point: string, unit: string, more: Partial<FieldRule> = {}): FieldRule {
  return { field, point, unit, source: SAMPLE, ...more };
}

/** A counter of 0 is a unit that has not been heard of yet. */
const NEVER_COUNTED = { sentinels: [0] };

/** `unit` holds where the reply has no `…Str`. The first row with a value counts, where several name one point. */
export const INVERTER_FIELDS: readonly FieldRule[] = [
  row("pac", "acPower", "kW"),
  row("eToday", "acEnergyToday", "kWh"),
  row("etoday", "acEnergyToday", "kWh"),
  row("eTotal", "acEnergyTotal", "kWh", NEVER_COUNTED),
  row("etotal", "acEnergyTotal", "kWh", NEVER_COUNTED),
  row("fac", "frequency", "Hz", { sentinels: [0] }),
  row("reactivePower", "reactivePower", "var"),
  row("averagePowerFactor", "powerFactor", "1", { sentinels: [0] }),
];

export const PHASES: readonly (readonly [voltage: FieldRule, current: FieldRule])[] = [1, 2, 3].map(
  (phase) => [
    row(`uAc${phase}`, `acVoltageL${phase}`, "V"),
    row(`iAc${phase}`, `acCurrentL${phase}`, "A"),
  ],
);

/** There are fields for 32 inputs, and points for 24. */
export const INPUTS: readonly (readonly [voltage: FieldRule, current: FieldRule])[] = Array.from(
  { length: 24 },
  (_, index) => [
    row(`uPv${index + 1}`, `dcVoltage${index + 1}`, "V"),
    row(`iPv${index + 1}`, `dcCurrent${index + 1}`, "A"),
  ],
);

/** Its unit is told by `inverterTemperatureUnit`. */
export const INVERTER_TEMPERATURE: FieldRule = row(
  "inverterTemperature",
  "internalTemperature",
  "°C",
);

/** Power of all inputs, where the inputs themselves tell none. */
export const DC_POWER: FieldRule = row("dcPac", "dcPower", "W", { sentinels: [0] });

/** Powers of the inputs, added up. */
export const INPUT_POWERS: readonly FieldRule[] = Array.from({ length: 32 }, (_, index) =>
  row(`pow${index + 1}`, "dcPower", "W"),
);

export const STATION_FIELDS: readonly FieldRule[] = [
  row("power", "acPower", "kW"),
  row("dayEnergy", "acEnergyToday", "kWh"),
  row("allEnergy", "acEnergyTotal", "kWh", NEVER_COUNTED),
];

/** + export: in the sample it equals the production of a plant without load. Rows of a day spell it `pSum`. */
export const GRID_POWERS: readonly FieldRule[] = ["psum", "pSum"].map((field) =>
  row(field, "gridExportPower", "kW", { negativePoint: "gridImportPower" }),
);
export const GRID_COUNTERS: readonly FieldRule[] = [
  row("gridPurchasedTotalEnergy", "gridImportEnergyTotal", "kWh", NEVER_COUNTED),
  row("gridSellTotalEnergy", "gridExportEnergyTotal", "kWh", NEVER_COUNTED),
];
export const TOTAL_LOAD_POWER: FieldRule = row("totalLoadPower", "loadPower", "kW");
/** Behind the grid port and behind the backup port: the site's consumption is both. */
export const LOAD_POWER: FieldRule = row("familyLoadPower", "loadPower", "kW", { source: CLIENT });
export const BACKUP_POWER: FieldRule = row("bypassLoadPower", "loadPower", "kW", {
  source: CLIENT,
});
export const LOAD_POWERS: readonly FieldRule[] = [TOTAL_LOAD_POWER, LOAD_POWER, BACKUP_POWER];

/** Unsigned in some replies: see `battery.ts`. */
export const BATTERY_POWER: FieldRule = row("batteryPower", "batteryPower", "kW", {
  source: CLIENT,
});
export const BATTERY_CHARGE: readonly FieldRule[] = [
  row("batteryCapacitySoc", "batterySoc", "%", { source: CLIENT }),
  row("batteryPercent", "batterySoc", "%", { source: CLIENT }),
];
/** Fields that show, by not being 0, that there is a battery. */
export const BATTERY_SIGNS: readonly string[] = [
  "batteryPower",
  "batteryCapacitySoc",
  "batteryPercent",
  "storageBatteryVoltage",
  "batteryTotalChargeEnergy",
  "batteryChargeTotalEnergy",
];

/** Energy of a day. */
export const DAY_ENERGY: FieldRule = row("energy", "acEnergyToday", "kWh");
export const DAY_WITHOUT_POINT: readonly string[] = [
  "batteryChargeEnergy",
  "batteryDischargeEnergy",
  "gridPurchasedEnergy",
  "gridSellEnergy",
  "homeLoadEnergy",
  "consumeEnergy",
  "produceEnergy",
  "totalR",
  "directR",
];

export const WEATHER_FIELDS: readonly FieldRule[] = [
  row("totalR", "ghi", "W/m²"),
  row("windSpeed", "windSpeed", "m/s"),
];
/** Their unit is told by `temperatureUnit`. */
export const WEATHER_TEMPERATURES: readonly FieldRule[] = [
  row("temp", "ambientTemperature", "°C"),
  row("pvTemp", "moduleTemperature", "°C"),
];
export const WEATHER_WITHOUT_POINT: readonly string[] = [
  "scatteredR",
  "directR",
  "totalRday",
  "humidity",
  "rainfall",
  "windDirection",
  "airPressure",
];
