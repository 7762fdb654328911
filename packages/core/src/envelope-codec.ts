import type { Envelope, PackedReading } from "./reading.ts";
import { SolarmonError } from "./errors.ts";
import { IdCache } from "./id-cache.ts";
import type { Id } from "./ids.ts";
import { shortTextFromBytes, shortTextToBytes } from "./short-text.ts";

// Version 1, big-endian:
//   u8 version · tenant 16 · plant 16 · f64 receivedAt · u8 rank · str8 source · str8 replyTo
//   u16 devices · device 16 each · u32 readings
//   per reading: u16 device index · f64 measuredAt · u8 quality · u16 length · packed values

const VERSION = 1;
const HEAD = 43;
const READING_HEAD = 13;
const MAX_U16 = 65_535;

let sharedIds: IdCache | undefined;

/** Made at the first use, not at import. */
function idCache(): IdCache {
  return (sharedIds ??= new IdCache());
}

function indexDevices(readings: readonly PackedReading[]): Map<Id, number> {
  const index = new Map<Id, number>();
  for (const { deviceId, packed } of readings) {
    if (!index.has(deviceId)) index.set(deviceId, index.size);
    if (packed.length > MAX_U16)
      throw new SolarmonError("invalid_argument", "a packed reading of over 65,535 bytes");
  }
  if (index.size > MAX_U16)
    throw new SolarmonError("invalid_argument", "over 65,535 devices in one envelope");
  return index;
}

/**
 * The envelope as bytes: what the stream and the archive hold.
 *
 * @throws {@link SolarmonError} `invalid_argument` for over 65,535 devices, a name of over 255 bytes, or what is no id
 */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  const devices = indexDevices(envelope.readings);
  const source = shortTextToBytes(envelope.source.name);
  const replyTo = shortTextToBytes(envelope.replyTo ?? "");
  let size = HEAD + 7 + source.length + replyTo.length + devices.size * 16;
  for (const reading of envelope.readings) size += READING_HEAD + reading.packed.length;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let offset = writeHead(bytes, view, envelope, source, replyTo);
  view.setUint16(offset, devices.size);
  offset += 2;
  for (const id of devices.keys()) {
    idCache().write(id, view, offset);
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
  idCache().write(envelope.tenantId, view, 1);
  idCache().write(envelope.plantId, view, 17);
  view.setFloat64(33, envelope.receivedAt);
  bytes[41] = envelope.source.rank;
  bytes[42] = source.length;
  bytes.set(source, HEAD);
  const offset = HEAD + source.length;
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
 * @throws {@link SolarmonError} `storage_corrupt` when the bytes are not exactly one envelope of a known version
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
  const ids = idCache();
  const sourceEnd = HEAD + view.getUint8(HEAD - 1);
  const replyEnd = sourceEnd + 1 + view.getUint8(sourceEnd);
  const devices: Id[] = [];
  const devicesEnd = replyEnd + 2 + view.getUint16(replyEnd) * 16;
  for (let offset = replyEnd + 2; offset < devicesEnd; offset += 16)
    devices.push(ids.read(bytes, view, offset));
  const replyTo = shortTextFromBytes(bytes, sourceEnd + 1, replyEnd);
  return {
    tenantId: ids.read(bytes, view, 1),
    plantId: ids.read(bytes, view, 17),
    receivedAt: view.getFloat64(33),
    source: { rank: view.getUint8(41), name: shortTextFromBytes(bytes, HEAD, sourceEnd) },
    ...(replyTo === "" ? {} : { replyTo }),
    readings: decodeReadings(bytes, view, devicesEnd, devices),
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
  if (offset !== bytes.length)
    throw new SolarmonError("storage_corrupt", "bytes follow the end of the envelope");
  return readings;
}
