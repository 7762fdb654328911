import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const SHARED = new URL("../../../../../shared/data/", import.meta.url);

/** Where a real data set lies beside the repository; `undefined` when it is not there. */
export function realData(path: string): string | undefined {
  const file = fileURLToPath(new URL(path, SHARED));
  return existsSync(file) ? file : undefined;
}

/** The fields of a gzipped CSV file without quotes, the header first. */
export async function readRows(file: string): Promise<string[][]> {
  const text = gunzipSync(await readFile(file)).toString("utf8");
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
}
