import { conversionOf, readNumber } from "@solarmon/connectors-kit";

const WITH_UNIT = /^([+-]?\d+(?:\.\d+)?)\s*\(?\s*([a-z%]+)\s*\)?$/iu;

/** Watts of `1234(W)` or `1.2(kW)`; `undefined` for anything else. */
export function wattsOf(value: unknown): number | undefined {
  const [, number, unit] = WITH_UNIT.exec(typeof value === "string" ? value.trim() : "") ?? [];
  const conversion = unit === undefined ? null : conversionOf(unit, "W");
  return conversion && number !== undefined ? conversion(Number(number)) : undefined;
}

/** Whether the field carries a number other than 0. */
export function isUsed(value: unknown): boolean {
  const number = readNumber(value);
  return typeof number === "number" && number !== 0;
}
