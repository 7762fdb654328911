import { RateLimitedError, SolarmonError, type StreamRecord } from "@solarmon/core";
import { murmur2 } from "@platformatic/kafka";

const MAX_KEY_CHARACTERS = 256;
const RETRY_AFTER_MS = 100;
/** Of a record beside key and value, in the longest form [bytes]. */
const RECORD_OVERHEAD_BYTES = 36;
/** Head of a batch [bytes]. */
const BATCH_HEAD_BYTES = 61;

/** What the record takes in a batch, at most [bytes]. */
export function recordBytes(key: Buffer, value: Uint8Array): number {
  return RECORD_OVERHEAD_BYTES + key.length + value.byteLength;
}

/** Bytes of records that fit one batch. */
export function batchRoom(maxBatchBytes: number): number {
  return maxBatchBytes - BATCH_HEAD_BYTES;
}

/** The partition that Java's producers choose for the key, so that others may write to the topic, too. */
export function partitionOf(key: Buffer, partitions: number): number {
  return (murmur2(key) & 0x7fff_ffff) % partitions;
}

/** Why the record can never be taken. */
export function unfit({ key, value }: StreamRecord, room: number): SolarmonError | undefined {
  if (key.length > MAX_KEY_CHARACTERS)
    return new SolarmonError(
      "invalid_argument",
      `the key has ${key.length} characters, ${MAX_KEY_CHARACTERS} are allowed`,
    );
  if (value.byteLength + key.length * 3 + RECORD_OVERHEAD_BYTES <= room) return undefined;
  return new SolarmonError(
    "too_large",
    `the record has ${value.byteLength} bytes, the topic takes ${room}: send less at a time, or raise its max.message.bytes`,
  );
}

export function noRoom(): SolarmonError {
  return new RateLimitedError(
    "too many records wait for the brokers. Send again later.",
    RETRY_AFTER_MS,
  );
}
