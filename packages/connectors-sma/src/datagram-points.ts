import type { FieldRule } from "@solarmon/connectors-kit";

const SPEEDWIRE = "SMA, EMETER protocol (OBIS keys), as in clients of the meter";

/** Actual values, 32 bits: an average of the last second. */
const ACTUAL = 4;
/** Counters, 64 bits, in watt-seconds. */
const COUNTER = 8;

/** One value of a datagram: its key, and what it counts in. */
export interface ObisRule extends FieldRule {
  /** Parts of the rule's unit in one count. */
  readonly perUnit: number;
}

function row(index: number, type: number, point: string, unit: string, perUnit: number): ObisRule {
  return { field: `${index}.${type}.0`, point, unit, perUnit, source: SPEEDWIRE };
}

function phase(number: number): ObisRule[] {
  const first = 11 + number * 20;
  return [
    row(first, ACTUAL, `acCurrentL${number}`, "mA", 1),
    row(first + 1, ACTUAL, `acVoltageL${number}`, "mV", 1),
  ];
}

/** By index and type: 1 import, 2 export, 13 power factor, 14 frequency, 31 and 32 current and voltage of the first phase. */
export const OBIS: ReadonlyMap<string, ObisRule> = new Map(
  [
    row(1, ACTUAL, "gridImportPower", "W", 10),
    row(2, ACTUAL, "gridExportPower", "W", 10),
    row(1, COUNTER, "gridImportEnergyTotal", "Ws", 1),
    row(2, COUNTER, "gridExportEnergyTotal", "Ws", 1),
    row(13, ACTUAL, "powerFactor", "1", 1_000),
    row(14, ACTUAL, "frequency", "mHz", 1),
    ...[1, 2, 3].flatMap(phase),
  ].map((rule) => [rule.field, rule]),
);
