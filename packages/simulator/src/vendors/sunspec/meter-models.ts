import type { Model } from "./chain.ts";
import {
  absent,
  absentSigned,
  acc32,
  f32,
  i16,
  idle,
  row,
  scaled,
  sf,
  u32,
  type Words,
} from "./words.ts";

/** What a meter at the grid shows; `null` where it does not say. */
export interface MeterNow {
  /** In the manufacturer's own sign: SolarEdge counts what is given to the grid, others what is taken [W]. */
  readonly powerW: number | null;
  readonly importedWh: number | null;
  readonly exportedWh: number | null;
  readonly phaseV: number | null;
}

/** Model 203: three phases, integers with scale factors. */
export function meterModel({ powerW, importedWh, exportedWh, phaseV }: MeterNow): Model {
  const phaseVolts = i16(scaled(phaseV, -1));
  const frequency = i16(scaled(phaseV === null ? null : 50, -2));
  const body = [
    ...absentSigned(5),
    ...row(phaseVolts, phaseVolts, phaseVolts, phaseVolts, absentSigned(4), sf(-1)),
    ...row(frequency, sf(-2)),
    ...row(i16(scaled(powerW, 1)), absentSigned(3), sf(1)),
    ...absentSigned(15),
    ...row(acc32(exportedWh), idle(3), acc32(importedWh), idle(3), sf(0)),
    ...row(idle(8), absentSigned(1), idle(16), absentSigned(1), u32(0)),
  ];
  return { id: 203, body };
}

/** Model 213: three phases, floats. */
export function floatMeterModel({ powerW, importedWh, exportedWh, phaseV }: MeterNow): Model {
  const floats: (number | null)[] = [
    ...none(4),
    phaseV,
    phaseV,
    phaseV,
    phaseV,
    ...none(4),
    phaseV === null ? null : 50,
    powerW,
    ...none(15),
    exportedWh,
    ...none(3),
    importedWh,
    ...none(3),
    ...none(24),
  ];
  const body: Words = [...floats.flatMap(f32), ...absent(2)];
  return { id: 213, body };
}

function none(count: number): (number | null)[] {
  return Array.from({ length: count }, () => null);
}
