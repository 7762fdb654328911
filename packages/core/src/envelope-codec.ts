import type { Envelope, PackedReading } from "./reading.ts";
import { SolarmonError } from "./errors.ts";
import { type Id, idFromBytes, idToBytes } from "./ids.ts";

// Version 1, big-endian:
//   u8 version · tenant 16 · plant 16 · f64 receivedAt · u8 rank · str8 source · str8 replyTo
//   u16 devices · device 16 each · u32 readings
//   per reading: u16 device index · f64 measuredAt · u8 quality · u16 length · packed values

const VERSION = 1;
const READING_HEAD = 13;
const text = new TextEncoder();
const untext = new TextDecoder();

const idBytesCache = new Map<Id, Uint8Array>();

function cachedIdBytes(id: Id): Uint8Array {
  let bytes = idBytesCache.get(id);
  if (!bytes) {
    bytes = idToBytes(id);
    if (idBytesCache.size > 100_000) idBytesCache.clear();
    idBytesCache.set(id, bytes);
  }
  return bytes;
}

function indexDevices(readings: readonly PackedReading[]): Map<Id, number> {
  const index = new Map<Id, number>();
  for (const reading of readings)
    if (!index.has(reading.deviceId)) index.set(reading.deviceId, index.size);
  return index;
}

function shortText(value: string): Uint8Array {
  const bytes = text.encode(value);
  if (bytes.length > 255) throw new SolarmonError("invalid_argument", "text of over 255 bytes");
  return bytes;
}

/** The envelope as bytes: what the stream and the archive hold. At most 65,535 devices. */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  const devices = indexDevices(envelope.readings);
  if (devices.size > 65_535)
    throw new SolarmonError("invalid_argument", "over 65,535 devices in one envelope");
  const source = shortText(envelope.source.name);
  const replyTo = shortText(envelope.replyTo ?? "");
  let size = 50 + source.length + replyTo.length + devices.size * 16;
  for (const reading of envelope.readings) size += READING_HEAD + reading.packed.length;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let offset = writeHead(bytes, view, envelope, source, replyTo);
  view.setUint16(offset, devices.size);
  offset += 2;
  for (const id of devices.keys()) {
    bytes.set(cachedIdBytes(id), offset);
    offset += 16;
  }
  view.setUint32(offset, envelope.readings.length);
  writeReadings(bytes, view, offset + 4, envelope.readings, devices);
  return bytes;
}

function writeHead(
  bytes: Uint8Array,
  view: DataView,
  envelope: Envelope,
  source: Uint8Array,
  replyTo: Uint8Array,
): number {
  bytes[0] = VERSION;
  bytes.set(cachedIdBytes(envelope.tenantId), 1);
  bytes.set(cachedIdBytes(envelope.plantId), 17);
  view.setFloat64(33, envelope.receivedAt);
  bytes[41] = envelope.source.rank;
  bytes[42] = source.length;
  bytes.set(source, 43);
  const offset = 43 + source.length;
  bytes[offset] = replyTo.length;
  bytes.set(replyTo, offset + 1);
  return offset + 1 + replyTo.length;
}

function writeReadings(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  readings: readonly PackedReading[],
  devices: Map<Id, number>,
): void {
  let offset = start;
  for (const { deviceId, measuredAt, quality, packed } of readings) {
    view.setUint16(offset, devices.get(deviceId) ?? 0);
    view.setFloat64(offset + 2, measuredAt);
    bytes[offset + 10] = quality;
    view.setUint16(offset + 11, packed.length);
    bytes.set(packed, offset + READING_HEAD);
    offset += READING_HEAD + packed.length;
  }
}

/**
 * The envelope of such bytes. Packed values are views into `bytes`, not copies.
 *
 * @throws {@link SolarmonError} `storage_corrupt` when the bytes are not a whole envelope of a known version
 */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  try {
    return decode(bytes);
  } catch (error) {
    if (SolarmonError.is(error)) throw error;
    throw new SolarmonError("storage_corrupt", "the bytes are not a whole envelope", {
      cause: error,
    });
  }
}

function decode(bytes: Uint8Array): Envelope {
  if (bytes[0] !== VERSION)
    throw new SolarmonError("storage_corrupt", `unknown envelope version ${bytes[0]}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sourceEnd = 43 + view.getUint8(42);
  const replyEnd = sourceEnd + 1 + view.getUint8(sourceEnd);
  const replyTo = untext.decode(bytes.subarray(sourceEnd + 1, replyEnd));
  const devices = Array.from({ length: view.getUint16(replyEnd) }, (_, index) =>
    idFromBytes(bytes, replyEnd + 2 + index * 16),
  );
  const readings = decodeReadings(bytes, view, replyEnd + 2 + devices.length * 16, devices);
  return {
    tenantId: idFromBytes(bytes, 1),
    plantId: idFromBytes(bytes, 17),
    receivedAt: view.getFloat64(33),
    source: { rank: view.getUint8(41), name: untext.decode(bytes.subarray(43, sourceEnd)) },
    ...(replyTo === "" ? {} : { replyTo }),
    readings,
  };
}

function decodeReadings(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  devices: readonly Id[],
): PackedReading[] {
  const readings: PackedReading[] = [];
  const count = view.getUint32(start);
  let offset = start + 4;
  for (let index = 0; index < count; index++) {
    const deviceId = devices[view.getUint16(offset)];
    const end = offset + READING_HEAD + view.getUint16(offset + 11);
    if (deviceId === undefined || end > bytes.length)
      throw new SolarmonError("storage_corrupt", "the envelope is cut off");
    readings.push({
      deviceId,
      measuredAt: view.getFloat64(offset + 2),
      quality: view.getUint8(offset + 10),
      packed: bytes.subarray(offset + READING_HEAD, end),
    });
    offset = end;
  }
  return readings;
}
