import type { Model } from "./chain.ts";
import { amperes, volts } from "./electric.ts";
import { absent, absentSigned, i16, idle, row, scaled, sf, text, u16, u32 } from "./words.ts";

/** Inputs with panels and, in Fronius hybrids, two more that charge and discharge. */
export interface InputNow {
  readonly name: string;
  readonly volts: number | null;
  readonly powerW: number | null;
}

/** Model 160. */
export function inputsModel(inputs: readonly InputNow[]): Model {
  const modules = inputs.flatMap(({ name, volts: v, powerW }, index) => [
    ...row(u16(index + 1), text(name, 8)),
    ...row(u16(scaled(amperes(powerW, v, 1), -2)), volts(v), u16(scaled(powerW, 0))),
    ...row(idle(1), absent(2), absentSigned(1), u16(4), u32(0)),
  ]);
  const head = [
    ...sf(-2),
    ...sf(-1),
    ...sf(0),
    ...sf(0),
    ...u32(0),
    ...u16(inputs.length),
    ...u16(0),
  ];
  return { id: 160, body: [...head, ...modules] };
}

/** Model 714: two inputs with panels, and one with a battery. */
export function portsModel(inputs: readonly InputNow[]): Model {
  const ports = inputs.flatMap(({ name, volts: v, powerW }, index) => [
    ...row(u16(/battery/iu.test(name) ? 1 : 0), u16(index + 1), text(name, 8)),
    ...row(i16(scaled(amperes(powerW, v, 1), -2)), volts(v), i16(scaled(powerW, 0))),
    ...row(absent(8), absentSigned(1), u16(1), u32(0)),
  ]);
  const head = [...u32(0), ...u16(inputs.length), ...absentSigned(2), ...absent(8)];
  return { id: 714, body: [...head, ...[-2, -1, 0, 0, null].flatMap(sf), ...ports] };
}
