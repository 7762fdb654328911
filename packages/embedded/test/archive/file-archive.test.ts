import { mkdir, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DAY_MS, decodeEnvelope, type Envelope, type Span } from "@solarmon/core";
import { envelope, reading, TEST_DAY, testId, testScope } from "@solarmon/core/testing";
import { openFileArchive } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";

const scope = testScope();
const ALL_TIME: Span = { start: 0, end: TEST_DAY + 1_000 * DAY_MS };
const DAY_FILE = join("raw", testId(1), "2024", "06", "10", "envelopes.gz");

function received(at: number): Envelope {
  return envelope([reading({ acPower: at - TEST_DAY })], { receivedAt: at });
}

async function timesIn(dir: string, span = ALL_TIME, warnings: string[] = []): Promise<number[]> {
  const archive = openFileArchive({ dir, onWarning: ({ message }) => warnings.push(message) });
  const times: number[] = [];
  for await (const { receivedAt } of archive.read(scope, span)) times.push(receivedAt - TEST_DAY);
  return times;
}

/** An archive of one day, a block a number. */
async function archiveOf(offsets: readonly number[]): Promise<string> {
  const dir = await temporaryDirectory();
  const archive = openFileArchive({ dir });
  for (const offset of offsets) await archive.write(scope, [received(TEST_DAY + offset)]);
  return dir;
}

test("envelopes lie by tenant and UTC day of their receipt", async () => {
  const dir = await temporaryDirectory();
  await openFileArchive({ dir }).write(scope, [received(TEST_DAY - 1), received(TEST_DAY)]);
  const month = join(dir, "raw", testId(1), "2024", "06");
  expect((await readdir(month)).toSorted()).toEqual(["09", "10"]);
  await expect(readdir(join(month, "10"))).resolves.toEqual(["envelopes.gz"]);
});

test("any gzip tool unpacks a day: length and bytes of each envelope", async () => {
  const dir = await archiveOf([1, 2, 3]);
  const content = gunzipSync(await readFile(join(dir, DAY_FILE)));
  const times: number[] = [];
  for (let offset = 0; offset < content.length;) {
    const end = offset + 4 + content.readUInt32BE(offset);
    times.push(decodeEnvelope(content.subarray(offset + 4, end)).receivedAt - TEST_DAY);
    offset = end;
  }
  expect(times).toEqual([1, 2, 3]);
});

test("a file torn at any byte keeps its whole blocks, and the next write follows them", async () => {
  const dir = await archiveOf([1, 2]);
  const bytes = await readFile(join(dir, DAY_FILE));
  const one = (await readFile(join(await archiveOf([1]), DAY_FILE))).length;
  for (let length = 0; length < bytes.length; length++) {
    const copy = join(dir, `cut-${length}`);
    await mkdir(dirname(join(copy, DAY_FILE)), { recursive: true });
    await writeFile(join(copy, DAY_FILE), bytes.subarray(0, length));
    const kept = length < one ? [] : [1];
    await expect(timesIn(copy)).resolves.toEqual(kept);
    await openFileArchive({ dir: copy }).write(scope, [received(TEST_DAY + 9)]);
    await expect(timesIn(copy)).resolves.toEqual([...kept, 9]);
  }
});

test("a tail that someone else tore is cut, though the writer knew a longer file", async () => {
  const dir = await temporaryDirectory();
  const archive = openFileArchive({ dir });
  await archive.write(scope, [received(TEST_DAY + 1)]);
  await archive.write(scope, [received(TEST_DAY + 2)]);
  const path = join(dir, DAY_FILE);
  await truncate(path, (await readFile(path)).length - 3);
  await archive.write(scope, [received(TEST_DAY + 3)]);
  await expect(timesIn(dir)).resolves.toEqual([1, 3]);
});

test("a damaged block is left out with a warning, the others are read", async () => {
  const dir = await archiveOf([1, 2, 3]);
  const path = join(dir, DAY_FILE);
  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle + 10) ^ 1, middle + 10);
  await writeFile(path, bytes);
  const warnings: string[] = [];
  await expect(timesIn(dir, ALL_TIME, warnings)).resolves.toEqual([1, 3]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain("envelopes.gz");
});

test("days and blocks outside the span are not unpacked", async () => {
  const dir = await archiveOf([1, DAY_MS + 1, DAY_MS + 5, 2 * DAY_MS + 1]);
  for (const [start, end, expected] of [
    [0, DAY_MS, [1]],
    [DAY_MS, DAY_MS + 5, [DAY_MS + 1]],
    [DAY_MS + 2, 2 * DAY_MS, [DAY_MS + 5]],
    [2, DAY_MS, []],
  ] as const)
    await expect(timesIn(dir, { start: TEST_DAY + start, end: TEST_DAY + end })).resolves.toEqual(
      expected,
    );
});

test("what does not fit a block goes into several, all of it, in order", async () => {
  const dir = await temporaryDirectory();
  const many = Array.from({ length: 5_000 }, (_, index) =>
    envelope(
      Array.from({ length: 20 }, (__, device) =>
        reading({ acPower: index, dcPower: device }, { deviceId: testId(device) }),
      ),
      { receivedAt: TEST_DAY + index },
    ),
  );
  await openFileArchive({ dir }).write(scope, many);
  const read: Envelope[] = [];
  for await (const one of openFileArchive({ dir }).read(scope, ALL_TIME)) read.push(one);
  expect(read).toEqual(many);
});
