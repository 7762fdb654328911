import { ByteReader } from "../chunk/byte-reader.ts";
import { ByteWriter } from "../chunk/byte-writer.ts";
import { SolarmonError } from "../errors.ts";
import { pointByCode, pointByName } from "../points/points.ts";
import type { PointRollup, RollupRow } from "../ports/rollup-store.ts";
import type { Instant } from "../time.ts";
import { readPointRollup, type SharedFigures, writePointRollup } from "./point-bytes.ts";

// A row: version · length · count · form and number expected · quality · first and last time after the start · number
// of points; per point: code · length · its figures. The length lets a read of one point pass over the others.

const VERSION = 1;
const EXPECTED = { unknown: 0, whole: 1, double: 2 } as const;

/** A row without what its key says. */
export type RollupBody = Omit<RollupRow, "deviceId" | "resolution" | "start">;

/** Used again for every row; made at the first use, not at import. */
let writers: { readonly row: ByteWriter; readonly point: ByteWriter } | undefined;

/** The figures of a row as bytes, each exactly: what stores keep. @throws `invalid_argument` for a point that is not in the dictionary */
export function encodeRollup(row: RollupRow): Uint8Array {
  writers ??= { row: new ByteWriter(4_096), point: new ByteWriter(128) };
  const out = writers.row;
  out.length = 0;
  const names = Object.keys(row.points);
  const shared = sharedOf(row);
  out.byte(VERSION);
  out.varint(row.lengthMs);
  out.varint(row.count);
  writeExpected(out, row.expectedCount);
  out.varint(row.quality);
  out.zigzag(shared.firstAt - row.start);
  out.zigzag(shared.lastAt - row.start);
  out.varint(names.length);
  for (const name of names) writePoint(out, writers.point, name, row.points[name], shared);
  return out.written();
}

/** The times of the first point stand for all; most devices measure everything at once. */
function sharedOf({ points, count, start }: RollupRow): SharedFigures {
  for (const name in points)
    return {
      count,
      firstAt: points[name]?.firstAt ?? start,
      lastAt: points[name]?.lastAt ?? start,
    };
  return { count, firstAt: start, lastAt: start };
}

function writePoint(
  out: ByteWriter,
  pointWriter: ByteWriter,
  name: string,
  rollup: PointRollup | undefined,
  shared: SharedFigures,
): void {
  const point = pointByName(name);
  if (!point || !rollup)
    throw new SolarmonError("invalid_argument", `unknown point ${name} in a roll-up`);
  pointWriter.length = 0;
  writePointRollup(pointWriter, point.code, rollup, shared);
  out.varint(point.code);
  out.varint(pointWriter.length);
  out.append(pointWriter.bytes.subarray(0, pointWriter.length));
}

function writeExpected(out: ByteWriter, expected: number | null): void {
  if (expected === null) return out.byte(EXPECTED.unknown);
  const isWhole = Number.isSafeInteger(expected) && expected >= 0;
  out.byte(isWhole ? EXPECTED.whole : EXPECTED.double);
  if (isWhole) out.varint(expected);
  else out.float64(expected);
}

function readExpected(from: ByteReader): number | null {
  const form = from.byte();
  if (form === EXPECTED.unknown) return null;
  return form === EXPECTED.whole ? from.varint() : from.float64();
}

/** @param wanted - codes of the points to give; `undefined`: all. @throws `storage_corrupt` for other bytes */
export function decodeRollup(
  bytes: Uint8Array,
  start: Instant,
  wanted: ReadonlySet<number> | undefined,
): RollupBody {
  const from = new ByteReader(bytes);
  const version = from.byte();
  if (version !== VERSION)
    throw new SolarmonError("storage_corrupt", `unknown roll-up version ${version}`);
  const lengthMs = from.varint();
  const count = from.varint();
  const expectedCount = readExpected(from);
  const quality = from.varint();
  const firstAt = start + from.zigzag();
  const shared = { count, firstAt, lastAt: start + from.zigzag() };
  return { lengthMs, count, expectedCount, quality, points: readPoints(from, shared, wanted) };
}

function readPoints(
  from: ByteReader,
  shared: SharedFigures,
  wanted: ReadonlySet<number> | undefined,
): Record<string, PointRollup> {
  const points: Record<string, PointRollup> = {};
  for (let left = from.varint(); left > 0; left--) {
    const code = from.varint();
    const length = from.varint();
    const end = from.offset + length;
    const point = !wanted || wanted.has(code) ? pointByCode(code) : undefined;
    if (point) points[point.name] = readPointRollup(from, code, shared);
    from.offset = end;
  }
  return points;
}
