import { type Id, IdCache } from "@solarmon/core";

// An array in PostgreSQL's binary form, big-endian: dimensions 1 · has nulls 0 · type · length · first index 1, then per
// element its length (−1: null) and bytes. `pg` sends a Buffer as it is, so the server parses no text.

const HEAD = 20;
const NULL = -1;
// Object ids of types, fixed in PostgreSQL's catalogue (pg_type.dat).
const TYPE = { bytea: 17, int8: 20, int2: 21, int4: 23, uuid: 2950 } as const;

let sharedIds: IdCache | undefined;

/** A column of a statement on many rows: `unnest($1::uuid[], …)`. */
export function uuidArray(ids: readonly Id[]): Buffer {
  const view = arrayOf(TYPE.uuid, ids.length, ids.length * 20);
  const cache = (sharedIds ??= new IdCache());
  let offset = HEAD;
  for (const id of ids) {
    view.setInt32(offset, 16);
    cache.write(id, view, offset + 4);
    offset += 20;
  }
  return bufferOf(view);
}

/** Whole numbers of up to 53 bits. */
export function int8Array(values: readonly number[]): Buffer {
  const view = arrayOf(TYPE.int8, values.length, values.length * 12);
  let offset = HEAD;
  for (const value of values) {
    view.setInt32(offset, 8);
    view.setInt32(offset + 4, Math.floor(value / 2 ** 32));
    view.setInt32(offset + 8, value);
    offset += 12;
  }
  return bufferOf(view);
}

export function int4Array(values: readonly number[]): Buffer {
  const view = arrayOf(TYPE.int4, values.length, values.length * 8);
  let offset = HEAD;
  for (const value of values) {
    view.setInt32(offset, 4);
    view.setInt32(offset + 4, value);
    offset += 8;
  }
  return bufferOf(view);
}

export function int2Array(values: readonly number[]): Buffer {
  const view = arrayOf(TYPE.int2, values.length, values.length * 6);
  let offset = HEAD;
  for (const value of values) {
    view.setInt32(offset, 2);
    view.setInt16(offset + 4, value);
    offset += 6;
  }
  return bufferOf(view);
}

export function byteaArray(values: readonly (Uint8Array | null)[]): Buffer {
  let size = 0;
  for (const value of values) size += 4 + (value?.length ?? 0);
  const view = arrayOf(TYPE.bytea, values.length, size);
  const buffer = bufferOf(view);
  let offset = HEAD;
  for (const value of values) {
    view.setInt32(offset, value?.length ?? NULL);
    offset += 4;
    if (!value) continue;
    buffer.set(value, offset);
    offset += value.length;
  }
  return buffer;
}

function arrayOf(type: number, length: number, bodyBytes: number): DataView<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(HEAD + bodyBytes));
  view.setInt32(0, 1);
  view.setInt32(8, type);
  view.setInt32(12, length);
  view.setInt32(16, 1);
  return view;
}

function bufferOf(view: DataView<ArrayBuffer>): Buffer {
  return Buffer.from(view.buffer);
}
