import type { ReceivedRecord, StreamRecord } from "@solarmon/core";
import { crc32 } from "node:zlib";

// A record, little-endian:
//   u32 crc of all that follows · u32 length of the whole record · f64 sequence · f64 appendedAt
//   u16 key bytes · key (UTF-8) · value

const HEAD = 26;

/** Longest value of one record [bytes]. */
export const MAX_VALUE_BYTES: number = 16 * 1024 * 1024;
/** Longest key of one record [UTF-16 units], as the port has it. */
export const MAX_KEY_LENGTH = 256;
/** Shortest record there can be [bytes]. */
export const MIN_RECORD_BYTES: number = HEAD;

const MAX_RECORD_BYTES = HEAD + MAX_KEY_LENGTH * 3 + MAX_VALUE_BYTES;

/** Most bytes the record can take: a UTF-16 unit is at most three bytes of UTF-8. */
export function recordBytesAtMost(record: StreamRecord): number {
  return HEAD + record.key.length * 3 + record.value.byteLength;
}

/** Writes one record at `offset`; returns the next offset. */
export function writeRecord(
  target: Buffer,
  offset: number,
  sequence: number,
  appendedAt: number,
  record: StreamRecord,
): number {
  const keyStart = offset + HEAD;
  const keyBytes = target.write(record.key, keyStart);
  const valueStart = keyStart + keyBytes;
  const end = valueStart + record.value.byteLength;
  target.writeUInt32LE(end - offset, offset + 4);
  target.writeDoubleLE(sequence, offset + 8);
  target.writeDoubleLE(appendedAt, offset + 16);
  target.writeUInt16LE(keyBytes, offset + 24);
  target.set(record.value, valueStart);
  target.writeUInt32LE(crc32(target.subarray(offset + 4, end)), offset);
  return end;
}

/** Length of the whole record at `offset`; 0 when the buffer ends before it does; −1 when this is not a record. */
export function recordLengthAt(buffer: Buffer, offset: number): number {
  const left = buffer.length - offset;
  if (left < HEAD) return 0;
  const length = buffer.readUInt32LE(offset + 4);
  if (length > MAX_RECORD_BYTES || length < HEAD + buffer.readUInt16LE(offset + 24)) return -1;
  if (length > left) return 0;
  const crc = crc32(buffer.subarray(offset + 4, offset + length));
  return crc === buffer.readUInt32LE(offset) ? length : -1;
}

/** Sequence number of the record at `offset`. */
export function sequenceAt(buffer: Buffer, offset: number): number {
  return buffer.readDoubleLE(offset + 8);
}

/** When the record at `offset` was appended. */
export function appendedAtAt(buffer: Buffer, offset: number): number {
  return buffer.readDoubleLE(offset + 16);
}

/** The record at `offset`, known to be whole. Its value is a view into the buffer. */
export function readRecord(buffer: Buffer, offset: number, length: number): ReceivedRecord {
  const keyEnd = offset + HEAD + buffer.readUInt16LE(offset + 24);
  return {
    key: buffer.toString("utf8", offset + HEAD, keyEnd),
    value: new Uint8Array(buffer.buffer, buffer.byteOffset + keyEnd, offset + length - keyEnd),
    position: String(sequenceAt(buffer, offset)),
    appendedAt: appendedAtAt(buffer, offset),
  };
}

/** Offset of the first whole record at or after `from` whose sequence lies in `[low, below)`; −1 if there is none. */
export function findRecord(buffer: Buffer, from: number, low: number, below: number): number {
  for (let offset = from; offset + HEAD <= buffer.length; offset++) {
    const sequence = sequenceAt(buffer, offset);
    if (sequence >= low && sequence < below && recordLengthAt(buffer, offset) > 0) return offset;
  }
  return -1;
}
