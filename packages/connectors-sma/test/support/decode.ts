import { readFileSync } from "node:fs";
import type { DecodeResult, VendorReply } from "@solarmon/connectors-kit";
import { smaDecoder } from "../../src/index.ts";

export const RECEIVED_AT: number = Date.parse("2026-07-01T00:00:00Z");

export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url));
}

export function bytesOf(body: unknown): Uint8Array {
  return new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
}

/** Decodes a body as if it had just come. */
export function decode(
  endpoint: string,
  body: unknown,
  timeZone = "UTC",
  more: Partial<VendorReply> = { receivedAt: RECEIVED_AT },
): DecodeResult {
  const bytes = body instanceof Uint8Array ? body : bytesOf(body);
  return smaDecoder.decode(endpoint, { body: bytes, ...more }, { timeZone });
}
