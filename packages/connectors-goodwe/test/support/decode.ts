import { readFileSync } from "node:fs";
import type { DecodeResult } from "@solarmon/connectors-kit";
import { goodweDecoder } from "../../src/index.ts";

export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url));
}

export function bytesOf(body: unknown): Uint8Array {
  return new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
}

/** Decodes a body as if it had come at `receivedAt`. */
export function decode(
  endpoint: string,
  body: unknown,
  timeZone = "Australia/Sydney",
  receivedAt: number = Date.parse("2026-07-01T00:00:00Z"),
): DecodeResult {
  const bytes = body instanceof Uint8Array ? body : bytesOf(body);
  return goodweDecoder.decode(endpoint, { body: bytes, receivedAt }, { timeZone });
}
