import { existsSync, readFileSync } from "node:fs";

const SHARED = new URL("../../../../shared/fixtures/solcast/", import.meta.url);

/** The recorded reply lives beside the repository; without it these tests have nothing to read. */
export const HAS_CAPTURES: boolean = existsSync(SHARED);

export function capture(path: string): Uint8Array {
  return readFileSync(new URL(path, SHARED));
}

export function bytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
}
