import { existsSync, readFileSync } from "node:fs";

const SHARED = new URL("../../../../shared/fixtures/sungrow/app-api-2022/", import.meta.url);

/** Recorded replies live beside the repository; without them these tests have nothing to read. */
export const HAS_CAPTURES: boolean = existsSync(SHARED);

export function capture(path: string): Uint8Array {
  return readFileSync(new URL(path, SHARED));
}

export function bytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
}

export function captureUrl(): URL {
  return SHARED;
}
