import type { DecodeResult, VendorReply } from "@solarmon/connectors-kit";
import { solaredgeDecoder } from "../../src/index.ts";

const RECEIVED_AT: number = Date.parse("2026-08-24T16:05:50Z");

/** Decodes a body as if it had just come. */
export function decode(
  endpoint: string,
  body: Uint8Array | object,
  timeZone = "UTC",
  more: Partial<VendorReply> = {},
): DecodeResult {
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(JSON.stringify(body));
  const reply = { body: bytes, receivedAt: RECEIVED_AT, ...more };
  return solaredgeDecoder.decode(endpoint, reply, { timeZone });
}
