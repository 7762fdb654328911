import type { PoolQuery } from "./pool.ts";

// Object ids of types, fixed in PostgreSQL's catalogue (pg_type.dat).
const BOOL = 16;
const BYTEA = 17;
const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const FLOAT8 = 701;
const INT4_ARRAY = 1007;
const JSONB = 3802;

const PARSERS: ReadonlyMap<number, (value: string) => unknown> = new Map<
  number,
  (value: string) => unknown
>([
  [BOOL, (value) => value === "t"],
  [BYTEA, toBytes],
  [INT8, Number], // instants and counts are below 2^53
  [INT2, Number],
  [INT4, Number],
  [FLOAT8, Number],
  [INT4_ARRAY, toNumbers],
  [JSONB, (value): unknown => JSON.parse(value)],
]);

/** `\x0123`. No `Buffer`: its `slice` shares memory, and small ones keep a pool alive. */
function toBytes(value: string): Uint8Array {
  const bytes = new Uint8Array(value.length / 2 - 1);
  Buffer.from(bytes.buffer).write(value.slice(2), "hex");
  return bytes;
}

/** `{1,2}` */
function toNumbers(value: string): number[] {
  return value === "{}" ? [] : value.slice(1, -1).split(",").map(Number);
}

const asText = (value: string): string => value;

/** How values are read, whatever the pool's owner has set for his own queries. */
export const TYPE_PARSERS: NonNullable<PoolQuery["types"]> = {
  getTypeParser: (oid) => PARSERS.get(oid) ?? asText,
};
