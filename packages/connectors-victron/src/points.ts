import type { FieldRule } from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";

const VENUS = "dbus paths of Venus OS (victronenergy/venus wiki), which VRM repeats as dbusPath";
const VRM = "VRM API v2 documentation and its clients";

function row(field: string, point: string, unit: string, more: Partial<FieldRule> = {}): FieldRule {
  return { field, point, unit, source: VENUS, ...more };
}

/** Services of a gateway, and what they are. Others are left out. */
export const KINDS: ReadonlyMap<string, DeviceKind> = new Map<string, DeviceKind>([
  ["system", "meter"],
  ["pvinverter", "inverter"],
  ["solarcharger", "inverter"],
  ["grid", "meter"],
  ["battery", "battery"],
  ["meteo", "weather"],
]);

/** + import at the grid meter, + charging at the battery. */
const GRID_NET = { negativePoint: "gridExportPower" } as const;

const PHASES = [1, 2, 3].flatMap((phase) => [
  row(`pvinverter/Ac/L${phase}/Voltage`, `acVoltageL${phase}`, "V"),
  row(`pvinverter/Ac/L${phase}/Current`, `acCurrentL${phase}`, "A"),
  row(`grid/Ac/L${phase}/Voltage`, `acVoltageL${phase}`, "V"),
  row(`grid/Ac/L${phase}/Current`, `acCurrentL${phase}`, "A"),
]);

const SINGLE: readonly FieldRule[] = [
  row("system/Dc/Pv/Power", "dcPower", "W"),
  row("pvinverter/Ac/Power", "acPower", "W"),
  row("pvinverter/Ac/Energy/Forward", "acEnergyTotal", "kWh"),
  row("solarcharger/Yield/Power", "dcPower", "W"),
  row("solarcharger/Pv/V", "dcVoltage1", "V"),
  row("solarcharger/Pv/I", "dcCurrent1", "A"),
  row("grid/Ac/Power", "gridImportPower", "W", GRID_NET),
  row("grid/Ac/Energy/Forward", "gridImportEnergyTotal", "kWh"),
  row("grid/Ac/Energy/Reverse", "gridExportEnergyTotal", "kWh"),
  row("grid/Ac/Frequency", "frequency", "Hz"),
  row("battery/Soc", "batterySoc", "%"),
  row("battery/Dc/0/Power", "batteryPower", "W"),
  row("meteo/Irradiance", "poaIrradiance", "W/m²"),
  row("meteo/CellTemperature", "moduleTemperature", "°C"),
  row("meteo/ExternalTemperature", "ambientTemperature", "°C"),
  row("meteo/WindSpeed", "windSpeed", "m/s"),
  ...PHASES,
];

/** By service and path. */
export const PATHS: ReadonlyMap<string, FieldRule> = new Map(
  SINGLE.map((rule) => [rule.field, rule]),
);

/** Of the battery that the system has chosen; told as a device of its own. */
export const SYSTEM_BATTERY: ReadonlyMap<string, FieldRule> = new Map(
  [
    row("system/Dc/Battery/Soc", "batterySoc", "%"),
    row("system/Dc/Battery/Power", "batteryPower", "W"),
  ].map((rule) => [rule.field, rule]),
);

/** Powers of the system that come by phase, and have to be added up. */
export interface PhaseSum {
  readonly path: RegExp;
  readonly rule: FieldRule;
}

export const PHASE_SUMS: readonly PhaseSum[] = [
  {
    path: /^system\/Ac\/Grid\/L[123]\/Power$/u,
    rule: row("system/Ac/Grid", "gridImportPower", "W", GRID_NET),
  },
  {
    path: /^system\/Ac\/Consumption\/L[123]\/Power$/u,
    rule: row("system/Ac/Consumption", "loadPower", "W"),
  },
  {
    path: /^system\/Ac\/PvOn(?:Grid|Output|Genset)\/L[123]\/Power$/u,
    rule: row("system/Ac/PvOn", "acPower", "W"),
  },
];

/** Measured, and told by no point: energy of a charger is DC, and a person can reset it. */
export const WITHOUT_POINT: ReadonlySet<string> = new Set([
  "solarcharger/Yield/User",
  "solarcharger/Yield/System",
  "battery/Dc/0/Voltage",
  "battery/Dc/0/Current",
  "system/Dc/Battery/Voltage",
  "system/Dc/Battery/Current",
]);

/** Means of a statistic's interval. */
export const MEANS: ReadonlyMap<string, FieldRule> = new Map(
  [row("Pdc", "dcPower", "W", { source: VRM }), row("bs", "batterySoc", "%", { source: VRM })].map(
    (rule) => [rule.field, rule],
  ),
);

/** A power [kW] that is told by energies [kWh] of an interval: those of `plus`, less those of `minus`. */
export interface EnergySum {
  readonly plus: readonly string[];
  readonly minus?: readonly string[];
  /** Added when the reply holds it: there is not always a generator. */
  readonly optional?: readonly string[];
  readonly rule: FieldRule;
}

function energy(plus: readonly string[], point: string, more: Partial<EnergySum> = {}): EnergySum {
  return { plus, rule: row(plus.join(" + "), point, "kW", { source: VRM }), ...more };
}

/**
 * Flows are named by source and sink: P sun, B battery, G grid, g generator, c consumers. The first sum that the reply
 * holds counts, where several tell one point.
 */
export const ENERGIES: readonly EnergySum[] = [
  energy(["total_solar_yield"], "acPower"),
  energy(["Pc", "Pb", "Pg"], "acPower"),
  energy(["total_consumption"], "loadPower"),
  energy(["Pc", "Bc", "Gc"], "loadPower", { optional: ["gc"] }),
  energy(["grid_history_from"], "gridImportPower"),
  energy(["Gc", "Gb"], "gridImportPower"),
  energy(["grid_history_to"], "gridExportPower"),
  energy(["Pg", "Bg"], "gridExportPower"),
  energy(["Pb", "Gb"], "batteryPower", { minus: ["Bc", "Bg"], optional: ["gb"] }),
];
