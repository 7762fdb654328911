import { copyFile, mkdir, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SolarmonError } from "@solarmon/core";
import { openSegmentLog, openSegmentReader } from "@solarmon/embedded";
import { expect, onTestFinished, test } from "vitest";
import { segmentPath } from "../../src/stream/segment-files.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import { appendAll, appendEach, numbered, textsIn } from "./stream-help.ts";

/** A directory with one segment of `count` records, as a killed process leaves it: without an index. */
async function killedLog(count: number): Promise<{ dir: string; segment: string }> {
  const dir = await temporaryDirectory();
  const log = await openSegmentLog({ dir });
  await appendEach(log, numbered(count));
  await log[Symbol.asyncDispose]();
  const copy = await temporaryDirectory();
  const [segment = ""] = (await readdir(dir)).filter((name) => name.endsWith(".log"));
  await copyFile(join(dir, segment), join(copy, segment));
  return { dir: copy, segment: join(copy, segment) };
}

/** Opens the log, appends two records, and returns all that is in it then. Nothing torn may stay, nothing be missed. */
async function reopenAndAppend(dir: string): Promise<string[]> {
  const warnings: unknown[] = [];
  await using log = await openSegmentLog({ dir, onWarning: (warning) => warnings.push(warning) });
  const { bytes, segment } = log.durableEnd;
  expect((await stat(segmentPath(dir, segment))).size).toBe(bytes);
  await appendAll(log, numbered(2, 100));
  onTestFinished(() => expect(warnings).toEqual([]));
  return await textsIn(log); // before the log is closed
}

test("a tail torn at any byte is cut, and nothing before it is lost", async () => {
  const { dir, segment } = await killedLog(3);
  const bytes = await readFile(segment);
  const recordBytes = (bytes.length - 8) / 3;
  for (let length = 0; length < bytes.length; length++) {
    const copy = join(dir, `cut-${length}`);
    await mkdir(copy);
    await writeFile(join(copy, "0000000000000001.log"), bytes.subarray(0, length));
    const whole = Math.max(0, Math.floor((length - 8) / recordBytes));
    const kept = ["0", "1", "2"].slice(0, whole);
    await expect(reopenAndAppend(copy)).resolves.toEqual([...kept, "100", "101"]);
  }
});

test.each([
  ["zeros", Buffer.alloc(5_000)],
  ["garbage", Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 251))],
  ["ones", Buffer.alloc(5_000, 255)],
])("%s behind the last record are cut", async (_name, tail) => {
  const { dir, segment } = await killedLog(3);
  await writeFile(segment, tail, { flag: "a" });
  await expect(reopenAndAppend(dir)).resolves.toEqual(["0", "1", "2", "100", "101"]);
});

test("an old record behind the last one is cut like any garbage", async () => {
  const { dir, segment } = await killedLog(3);
  const bytes = await readFile(segment);
  await writeFile(segment, bytes.subarray(8, bytes.length), { flag: "a" }); // records 1 to 3 again
  await expect(reopenAndAppend(dir)).resolves.toEqual(["0", "1", "2", "100", "101"]);
});

test("after a clean end the index spares the scan; one that does not fit the file is not believed", async () => {
  const dir = await temporaryDirectory();
  const log = await openSegmentLog({ dir });
  await appendEach(log, numbered(3));
  await log[Symbol.asyncDispose]();
  const segment = join(dir, "0000000000000001.log");
  await truncate(segment, (await readFile(segment)).length - 1);
  await expect(reopenAndAppend(dir)).resolves.toEqual(["0", "1", "100", "101"]);
});

test("an index that cannot be read is made again", async () => {
  const dir = await temporaryDirectory();
  const log = await openSegmentLog({ dir });
  await appendEach(log, numbered(3));
  await log[Symbol.asyncDispose]();
  await writeFile(join(dir, "0000000000000001.index"), '{"bytes":');
  await expect(reopenAndAppend(dir)).resolves.toEqual(["0", "1", "2", "100", "101"]);
});

test("a segment of an unknown version is left alone", async () => {
  const { dir, segment } = await killedLog(1);
  const bytes = await readFile(segment);
  bytes.write("solmlog9", "latin1");
  await writeFile(segment, bytes);
  const error: unknown = await openSegmentLog({ dir }).catch((thrown: unknown) => thrown);
  expect(SolarmonError.is(error) && error.code).toBe("storage_corrupt");
  await expect(readFile(segment)).resolves.toEqual(bytes);
});

test("whole records that a killed process never acknowledged may stay; a reader sees them only once they are fsynced", async () => {
  const { dir } = await killedLog(3);
  await using reader = await openSegmentReader({ dir });
  await expect(textsIn(reader)).resolves.toEqual(["0", "1", "2"]);
});
