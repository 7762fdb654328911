import type { FieldRule } from "@solarmon/connectors-kit";
import { DC_INPUTS, type DeviceKind } from "@solarmon/core";

const DBUS = "victronenergy/venus wiki, dbus: SI units, energy in kWh, temperature in °C";
const FLASHMQ = "victronenergy/dbus-flashmq, units of its Home Assistant discovery";

function row(
  field: string,
  point: string,
  unit: string,
  source: string,
  more: Partial<FieldRule> = {},
): FieldRule {
  return { field, point, unit, source, ...more };
}

function phaseRows(source: string): FieldRule[] {
  return [1, 2, 3].flatMap((phase) => [
    row(`Ac/L${phase}/Voltage`, `acVoltageL${phase}`, "V", source),
    row(`Ac/L${phase}/Current`, `acCurrentL${phase}`, "A", source),
  ]);
}

const IMPORT = { negativePoint: "gridExportPower" } as const;

/** A service of the GX device: what it is, and its paths that have a point. */
export interface VenusService {
  readonly kind: DeviceKind;
  readonly paths: readonly FieldRule[];
  /** Quantities that come by phase, `{field}/L1/Power` …, with the number of phases in `{field}/NumberOfPhases`. */
  readonly phaseSums: readonly FieldRule[];
}

export const VENUS_SERVICES: Readonly<Record<string, VenusService>> = {
  system: {
    kind: "meter",
    paths: [
      row("Dc/Pv/Power", "dcPower", "W", FLASHMQ),
      row("Dc/Battery/Power", "batteryPower", "W", FLASHMQ),
      row("Dc/Battery/Soc", "batterySoc", "%", DBUS),
    ],
    phaseSums: [
      row("Ac/Grid", "gridImportPower", "W", DBUS, IMPORT),
      row("Ac/Consumption", "loadPower", "W", FLASHMQ),
    ],
  },
  grid: {
    kind: "meter",
    paths: [
      row("Ac/Power", "gridImportPower", "W", FLASHMQ, IMPORT),
      row("Ac/Energy/Forward", "gridImportEnergyTotal", "kWh", DBUS),
      row("Ac/Energy/Reverse", "gridExportEnergyTotal", "kWh", DBUS),
      ...phaseRows(FLASHMQ),
    ],
    phaseSums: [],
  },
  pvinverter: {
    kind: "inverter",
    paths: [
      row("Ac/Power", "acPower", "W", "victronenergy/dbus-flashmq, README"),
      row("Ac/Energy/Forward", "acEnergyTotal", "kWh", DBUS),
      ...phaseRows(DBUS),
    ],
    phaseSums: [],
  },
  solarcharger: {
    kind: "inverter",
    paths: [
      row("Yield/Power", "dcPower", "W", FLASHMQ),
      row("Pv/V", "dcVoltage1", "V", FLASHMQ),
      row("Pv/I", "dcCurrent1", "A", FLASHMQ),
      ...Array.from({ length: DC_INPUTS }, (_, index) =>
        row(`Pv/${index}/V`, `dcVoltage${index + 1}`, "V", DBUS),
      ),
    ],
    phaseSums: [],
  },
  battery: {
    kind: "battery",
    paths: [
      row("Soc", "batterySoc", "%", DBUS),
      row("Dc/0/Power", "batteryPower", "W", DBUS),
      row("Dc/0/Voltage", "dcVoltage1", "V", DBUS),
      row("Dc/0/Current", "dcCurrent1", "A", DBUS),
      row("Dc/0/Temperature", "internalTemperature", "°C", DBUS),
    ],
    phaseSums: [],
  },
  meteo: {
    kind: "weather",
    paths: [
      row("Irradiance", "poaIrradiance", "W/m²", FLASHMQ),
      row("CellTemperature", "moduleTemperature", "°C", FLASHMQ),
      row("ExternalTemperature", "ambientTemperature", "°C", DBUS),
      row("WindSpeed", "windSpeed", "m/s", DBUS),
    ],
    phaseSums: [],
  },
};
