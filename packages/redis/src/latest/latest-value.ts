import type { Id, Instant, LatestReading } from "@solarmon/core";

// A field's value, big-endian: f64 measuredAt · f64 receivedAt · f64 storedAt · packed values

const HEAD = 24;

/** @param storedAt - when it is put, by the clock of who puts it */
export function encodeLatest(reading: LatestReading, storedAt: Instant): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD + reading.packed.length);
  bytes.writeDoubleBE(reading.measuredAt, 0);
  bytes.writeDoubleBE(reading.receivedAt, 8);
  bytes.writeDoubleBE(storedAt, 16);
  bytes.set(reading.packed, HEAD);
  return bytes;
}

/** `undefined` when it was stored before `since`, or is no such value. */
export function decodeLatest(
  deviceId: Id,
  bytes: Buffer,
  since: Instant,
): LatestReading | undefined {
  if (bytes.length < HEAD || !(bytes.readDoubleBE(16) > since)) return undefined;
  return {
    deviceId,
    measuredAt: bytes.readDoubleBE(0),
    receivedAt: bytes.readDoubleBE(8),
    packed: new Uint8Array(bytes.subarray(HEAD)),
  };
}
