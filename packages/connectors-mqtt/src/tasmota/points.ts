import type { FieldRule } from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";

const DOCUMENT = "Tasmota documentation, MQTT and Power Monitoring";

function row(field: string, point: string, unit: string, more: Partial<FieldRule> = {}): FieldRule {
  return { field, point, unit, source: DOCUMENT, ...more };
}

/** What a plug or meter stands behind, which its messages do not tell. */
export type TasmotaPlace = "production" | "grid" | "load";

/** How to read the meter at one place. */
export interface TasmotaMap {
  readonly kind: DeviceKind;
  /** Fields whose lines add up. */
  readonly whole: readonly FieldRule[];
}

export const TASMOTA_MAPS: Readonly<Record<TasmotaPlace, TasmotaMap>> = {
  /** The meter speaks for the inverter behind it. */
  production: {
    kind: "inverter",
    whole: [
      row("Power", "acPower", "W"),
      row("Total", "acEnergyTotal", "kWh"),
      row("Today", "acEnergyToday", "kWh"),
    ],
  },
  grid: {
    kind: "meter",
    whole: [
      row("Power", "gridImportPower", "W", { negativePoint: "gridExportPower" }),
      row("Total", "gridImportEnergyTotal", "kWh"),
      row("ExportActive", "gridExportEnergyTotal", "kWh"),
    ],
  },
  load: { kind: "meter", whole: [row("Power", "loadPower", "W")] },
};

/** Fields that are the same on all lines, or belong to one line only. */
export const FREQUENCY: FieldRule = row("Frequency", "frequency", "Hz");
export const FACTOR: FieldRule = row("Factor", "powerFactor", "1");
export const LINE_RULES: readonly (readonly [voltage: FieldRule, current: FieldRule])[] = [
  1, 2, 3,
].map((line) => [
  row("Voltage", `acVoltageL${line}`, "V"),
  row("Current", `acCurrentL${line}`, "A"),
]);

/** Fields that say what another one says, or nothing a point could keep: `ReactivePower` has no sign. */
export const IGNORED_FIELDS: ReadonlySet<string> = new Set([
  "Time",
  "TotalStartTime",
  "Yesterday",
  "Period",
  "ApparentPower",
  "ReactivePower",
]);
