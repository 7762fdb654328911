import { Chunk, type Instant, SolarmonError, utcDay } from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { nodeCompressor } from "./node-compressor.ts";
import { asBytes, asNumber } from "../sqlite/sqlite-value.ts";

// A chunk's key is device · 2^21 + day + 2^20: one number is the smallest key there is, and the days of a device are
// neighbours. Days reach from 901 BC to AD 4840.
const DAYS = 2 ** 21;
const EPOCH = 2 ** 20;

export interface DayChunk {
  readonly day: number;
  readonly chunk: Chunk;
}

/** Days, both ends included. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

/** @throws `invalid_argument` for a time whose day no key can name */
export function requireKeepable(at: Instant): void {
  const day = utcDay(at);
  if (!(day >= -EPOCH && day < DAYS - EPOCH))
    throw new SolarmonError("invalid_argument", `a reading of ${at} ms since 1970 cannot be kept`);
}

function keyOf(device: number, day: number): number {
  return device * DAYS + day + EPOCH;
}

export function hasChunk(sqlite: SqliteFile, device: number, day: number): boolean {
  return sqlite.row("select 1 from chunks where key = ?", keyOf(device, day)) !== undefined;
}

export function findChunk(sqlite: SqliteFile, device: number, day: number): Chunk | undefined {
  const row = sqlite.row("select bytes from chunks where key = ?", keyOf(device, day));
  return row && new Chunk(asBytes(row[0]), nodeCompressor);
}

/** The first `limit` chunks of one device from `firstDay` to `lastDay`, ascending. */
export function chunksBetween(
  sqlite: SqliteFile,
  device: number,
  { first, last }: DayRange,
  limit: number,
): DayChunk[] {
  const rows = sqlite.rows(
    "select key, bytes from chunks where key between ? and ? order by key limit ?",
    keyOf(device, first),
    keyOf(device, last),
    limit,
  );
  return rows.map(([key, bytes]) => ({
    day: (asNumber(key) % DAYS) - EPOCH,
    chunk: new Chunk(asBytes(bytes), nodeCompressor),
  }));
}

export function putChunk(sqlite: SqliteFile, device: number, day: number, bytes: Uint8Array): void {
  sqlite.run("insert or replace into chunks values (?, ?)", keyOf(device, day), bytes);
}

export function removeChunk(sqlite: SqliteFile, device: number, day: number): void {
  sqlite.run("delete from chunks where key = ?", keyOf(device, day));
}

/** Days that hold a part of `[start, end)`, clamped to those that a key can name. */
export function daysOf(start: Instant, end: Instant): DayRange {
  return {
    first: Math.max(utcDay(start), -EPOCH),
    last: Math.min(utcDay(end - 1), DAYS - EPOCH - 1),
  };
}
