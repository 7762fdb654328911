import { type JsonObject, readNumber } from "@solarmon/connectors-kit";

/** Sum of these fields; `null` unless every one of them has a value, and when there is none of them. */
export function sumOf(record: JsonObject, fields: readonly string[]): number | null {
  if (fields.length === 0) return null;
  return fields.reduce<number | null>((sum, field) => {
    const value = readNumber(record[field]);
    return sum === null || typeof value !== "number" ? null : sum + value;
  }, 0);
}
