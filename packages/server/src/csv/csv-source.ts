import { Buffer } from "node:buffer";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { SolarmonError } from "@solarmon/core";
import { CsvRows } from "./csv-rows.ts";
import { detectSeparator } from "./separator.ts";

/** A CSV file, plain or gzipped. */
export interface CsvFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly isGzip: boolean;
  readonly separator: string;
  readonly columns: readonly string[];
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Looks at a file: whether it is gzipped, its separator and its columns.
 *
 * @throws `not_found` no such file · `refused` the file has no header line
 */
export async function openCsvFile(path: string): Promise<CsvFile> {
  const sizeBytes = await sizeOf(path);
  const isGzip = await startsWithGzipMagic(path);
  const head: CsvFile = { path, sizeBytes, isGzip, separator: ",", columns: [] };
  for await (const { chunk } of chunksOf(head)) {
    refuseUtf16(path, chunk);
    const line = new TextDecoder().decode(chunk.subarray(0, lineEnd(chunk)));
    const separator = detectSeparator(line);
    const rows = new CsvRows(separator);
    rows.push(chunk);
    rows.end();
    if (!rows.next()) continue;
    const columns = columnsOf(rows);
    refuseUnlessText(path, columns);
    return { ...head, separator, columns };
  }
  throw new SolarmonError("refused", `${path} is empty: a header line with column names is needed`);
}

/** The bytes of the file, unzipped, without a byte-order mark; `readBytes` counts those of the file itself. */
export async function* chunksOf(
  file: CsvFile,
): AsyncGenerator<{ chunk: Buffer; readBytes: number }> {
  const raw = createReadStream(file.path, { highWaterMark: CHUNK_BYTES });
  const stream: Readable = file.isGzip ? raw.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : raw;
  raw.on("error", (error) => stream.destroy(error));
  let isFirst = true;
  try {
    for await (const data of stream) {
      if (!Buffer.isBuffer(data)) continue;
      const chunk = isFirst ? withoutMark(data) : data;
      isFirst = false;
      yield { chunk, readBytes: raw.bytesRead };
    }
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    raw.destroy();
  }
}

function unreadable(file: CsvFile, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("Z_"))
    return new SolarmonError(
      "refused",
      `${file.path} is a damaged or cut-off gzip file (${code}). Copy it again; what was read before the damage is kept.`,
      { cause: error },
    );
  return error;
}

function withoutMark(chunk: Buffer): Buffer {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
}

function columnsOf(rows: CsvRows): string[] {
  return Array.from({ length: rows.fieldCount }, (_, field) => rows.text(field).trim());
}

function lineEnd(chunk: Buffer): number {
  const end = chunk.indexOf(10);
  return end < 0 ? chunk.length : end;
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new SolarmonError("not_found", `cannot read ${path}: there is no such file`, { cause });
  });
  if (found.isFile()) return found.size;
  throw new SolarmonError("invalid_argument", `${path} is no file; name the CSV file itself`);
}

function refuseUtf16(path: string, chunk: Buffer): void {
  const mark = ((chunk[0] ?? 0) << 8) | (chunk[1] ?? 0);
  if (mark !== 0xfffe && mark !== 0xfeff) return;
  throw new SolarmonError("refused", `${path} is written in UTF-16. Save it as CSV in UTF-8.`);
}

/** Names with control characters are no names: it is another kind of file, or its lines end in a bare CR. */
function refuseUnlessText(path: string, columns: readonly string[]): void {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (!columns.some((name) => /[\u0000-\u0008\u000d-\u001f]/.test(name))) return;
  throw new SolarmonError(
    "refused",
    `${path} is no CSV file: its first line holds control characters. Save it as CSV in UTF-8, a line feed after each row.`,
  );
}

async function startsWithGzipMagic(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(new Uint8Array(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}
