import { unitOf } from "./unit-table.ts";

/** Turns a value of one unit into another one. */
export type Conversion = (value: number) => number;

/** By target unit, then by the vendor's: no key is put together for a lookup that every value needs. */
const conversions = new Map<string, Map<string, Conversion | null>>();
/** Units come from replies, too: what is kept of them must not grow without end. */
const MAX_KNOWN = 100;
const MAX_UNIT_LENGTH = 20;

/** How to turn `from` into `to`; `null` when either is unknown or they measure different things. */
export function conversionOf(from: string, to: string): Conversion | null {
  const known = conversions.get(to)?.get(from);
  return known === undefined ? remember(from, to) : known;
}

function remember(from: string, to: string): Conversion | null {
  if (from.length > MAX_UNIT_LENGTH) return null;
  let toThis = conversions.get(to);
  if (!toThis) conversions.set(to, (toThis = new Map()));
  if (toThis.size >= MAX_KNOWN) toThis.clear();
  const conversion = createConversion(from, to);
  toThis.set(from, conversion);
  return conversion;
}

function createConversion(from: string, to: string): Conversion | null {
  const [fromQuantity, fromFactor, fromOffset = 0] = unitOf(from) ?? [];
  const [toQuantity, toFactor, toOffset = 0] = unitOf(to) ?? [];
  if (fromFactor === undefined || toFactor === undefined || fromQuantity !== toQuantity)
    return null;
  const factor = fromFactor / toFactor;
  const offset = (fromOffset - toOffset) / toFactor;
  if (factor === 1 && offset === 0) return (value) => value;
  return (value) => withoutNoise(value * factor + offset);
}

/** 4.56 kW is 4560 W, not 4559.999999999999. */
function withoutNoise(value: number): number {
  return Math.abs(value) < 1e9 ? Math.round(value * 1e6) / 1e6 : value;
}
