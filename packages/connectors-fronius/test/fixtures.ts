import { existsSync, readFileSync } from "node:fs";
import { froniusDecoder } from "@solarmon/connectors-fronius";
import type { DecodeResult } from "@solarmon/connectors-kit";

const SHARED = new URL("../../../../shared/fixtures/fronius/", import.meta.url);

/** Recorded replies live beside the repository; without them these tests have nothing to read. */
export const HAS_CAPTURES: boolean = existsSync(SHARED);

export function capture(path: string): Uint8Array {
  return readFileSync(new URL(path, SHARED));
}

export function captureUrl(): URL {
  return SHARED;
}

export function decodeBytes(endpoint: string, body: Uint8Array, status?: number): DecodeResult {
  const reply = { body, ...(status === undefined ? {} : { status }) };
  return froniusDecoder.decode(endpoint, reply, { timeZone: "Europe/Vienna" });
}

/** A reply of the Solar API with this data. */
export function replyWith(data: unknown, head: Readonly<Record<string, unknown>> = {}): Uint8Array {
  const reply = {
    Head: {
      RequestArguments: { DeviceId: "1", Scope: "Device" },
      Status: { Code: 0, Reason: "", UserMessage: "" },
      Timestamp: "2026-06-01T12:00:00+02:00",
      ...head,
    },
    Body: { Data: data },
  };
  return new TextEncoder().encode(JSON.stringify(reply));
}
