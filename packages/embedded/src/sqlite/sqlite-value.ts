import { SolarmonError } from "@solarmon/core";

/** Value of a column as `node:sqlite` gives it. */
export type SqlValue = null | number | bigint | string | Uint8Array;

function unexpected(value: unknown, wanted: string): SolarmonError {
  return new SolarmonError("storage_corrupt", `a column holds ${typeof value}, not ${wanted}`);
}

export function asNumber(value: SqlValue | undefined): number {
  if (typeof value !== "number") throw unexpected(value, "a number");
  return value;
}

export function asBytes(value: SqlValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw unexpected(value, "bytes");
  return value;
}

export function asText(value: SqlValue | undefined): string {
  if (typeof value !== "string") throw unexpected(value, "a text");
  return value;
}
