import { scaled, u16, type Words } from "./words.ts";

/** A voltage in an unsigned word with one digit behind the point. */
export function volts(value: number | null): Words {
  return u16(scaled(value, -1));
}

/** Current in one of so many phases. */
export function amperes(powerW: number | null, atV: number | null, phases: number): number | null {
  return powerW === null || atV === null || atV === 0 ? null : powerW / atV / phases;
}
