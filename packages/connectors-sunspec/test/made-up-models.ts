import { textWords } from "./fixtures.ts";

export const SIGNED_ONE = 0xffff; // scale factor −1
export const NONE = 0x8000;

/** Model 203 with W [×1 W] and counters [Wh]; everything else not implemented. */
export function meter(
  powerW: number,
  importWh = 0,
  exportWh = 0,
): readonly [number, readonly number[]] {
  const body = Array.from({ length: 105 }, () => NONE);
  body[16] = powerW & 0xffff;
  body[20] = 0; // W_SF
  body.splice(36, 2, exportWh >>> 16, exportWh & 0xffff);
  body.splice(44, 2, importWh >>> 16, importWh & 0xffff);
  body[52] = 0; // TotWh_SF
  return [203, body];
}

/** Model 103; `words` by offset in the body. */
export function inverter(
  words: Readonly<Record<number, number>>,
): readonly [number, readonly number[]] {
  const body = Array.from({ length: 50 }, (_, index) => words[index] ?? NONE);
  for (const at of [22, 23, 36, 37, 38, 39, 40, 41]) body[at] = words[at] ?? 0xffff;
  return [103, body];
}

/** Model 160 with inputs of a name, a voltage [×0.1 V], a current [×0.1 A] and a power [W]. */
export function inputs(
  rows: readonly (readonly [string, number, number, number])[],
): readonly [number, readonly number[]] {
  const head = [SIGNED_ONE, SIGNED_ONE, 0, 0, 0, 0, rows.length, 0];
  const modules = rows.flatMap(([name, voltage, current, power], index) => [
    index + 1,
    ...textWords(name, 8),
    current,
    voltage,
    power,
    0,
    0,
    0,
    0,
    NONE,
    4,
    0,
    0,
  ]);
  return [160, [...head, ...modules]];
}

/** Model 802 with SoC 455 × 0.1 %, V 4802 × 0.1 V, W and a state of charging. */
export function bank(powerW: number, chargeState: number): readonly [number, readonly number[]] {
  const words: Readonly<Record<number, number>> = {
    9: 455,
    14: chargeState,
    32: 4802,
    45: powerW & 0xffff,
    54: SIGNED_ONE,
    57: SIGNED_ONE,
    61: 0,
  };
  return [802, Array.from({ length: 62 }, (_, index) => words[index] ?? NONE)];
}

/** A 32-bit float as two registers. */
export function float(value: number): readonly number[] {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return [view.getUint16(0), view.getUint16(2)];
}

/** Model 123 with WMaxLimPct [%] and its switch. */
export function controls(limitPercent: number, isOn: number): readonly [number, readonly number[]] {
  const words: Readonly<Record<number, number>> = { 3: limitPercent, 7: isOn, 21: 0 };
  return [123, Array.from({ length: 24 }, (_, index) => words[index] ?? 0xffff)];
}
