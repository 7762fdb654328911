import { readFileSync } from "node:fs";
import type { DecodeResult } from "@solarmon/connectors-kit";
import { mqttDecoder } from "@solarmon/connectors-mqtt";

/** When recordings of the tests were made, and when most of their messages arrived. */
export const AT: number = Date.UTC(2026, 5, 1, 12);

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function decodeFile(endpoint: string, file: string): DecodeResult {
  const body = readFileSync(new URL(`fixtures/${file}`, import.meta.url));
  return mqttDecoder.decode(endpoint, { body, receivedAt: AT }, { timeZone: "UTC" });
}

/** Paths and codes of problems, which is what a program may rely on. */
export function codesOf({ problems }: DecodeResult): (readonly [path: string, code: string])[] {
  return problems.map(({ path, code }) => [path, code]);
}
