import type { DecodeResult, VendorReply } from "@solarmon/connectors-kit";
import { soliscloudDecoder } from "../../src/index.ts";

export const RECEIVED_AT: number = Date.parse("2026-06-01T10:00:00Z");

/** Decodes a body as if it had just come. */
export function decode(
  endpoint: string,
  body: Uint8Array | object,
  timeZone = "UTC",
  more: Partial<VendorReply> = {},
): DecodeResult {
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(JSON.stringify(body));
  const reply = { body: bytes, receivedAt: RECEIVED_AT, ...more };
  return soliscloudDecoder.decode(endpoint, reply, { timeZone });
}
