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
  [BYTEA, (value) => Buffer.from(value.slice(2), "hex")], // \x0123…
  [INT8, Number], // instants and counts are below 2^53
  [INT2, Number],
  [INT4, Number],
  [FLOAT8, Number],
  [INT4_ARRAY, toNumbers],
  [JSONB, (value): unknown => JSON.parse(value)],
]);

/** `{1,2}` */
function toNumbers(value: string): number[] {
  return value === "{}" ? [] : value.slice(1, -1).split(",").map(Number);
}

const asText = (value: string): string => value;

/** How values are read, whatever the pool's owner has set for his own queries. */
export const TYPE_PARSERS: NonNullable<PoolQuery["types"]> = {
  getTypeParser: (oid) => PARSERS.get(oid) ?? asText,
};
