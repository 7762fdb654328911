/** Names that V2 writes out. Power and energy are read by the kit, which knows `KW` and `WH`. */
const NAMES: Readonly<Record<string, string>> = {
  VOLT: "V",
  AMPERE: "A",
  HERTZ: "Hz",
  PERCENTAGE: "%",
  GWH: "GWh",
};

export function unitNameOf(unit: string): string {
  return Object.hasOwn(NAMES, unit) ? (NAMES[unit] ?? unit) : unit;
}

/** The unit of power that, over an hour, makes one of this energy: `KWH` → `KW`; `null` for no energy. */
export function powerUnitOf(unit: string): string | null {
  return /^[kMGT]?Wh$/iu.test(unit) ? unit.slice(0, -1) : null;
}
