import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openSegmentLog, openSegmentReader } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";
import { appendAll, appendEach, numbered, textsIn } from "./stream-help.ts";

const COUNT = 30;

/** A closed log of 30 records in segments of `segmentBytes`. */
async function closedLog(segmentBytes: number): Promise<string> {
  const dir = await temporaryDirectory();
  const log = await openSegmentLog({ dir, segmentBytes });
  await appendEach(log, numbered(COUNT));
  await log[Symbol.asyncDispose]();
  return dir;
}

async function flipBit(dir: string, text: string): Promise<void> {
  for (const name of (await readdir(dir)).filter((one) => one.endsWith(".log"))) {
    const bytes = await readFile(join(dir, name));
    const at = bytes.indexOf(`plant${text}`);
    if (at === -1) continue;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    await writeFile(join(dir, name), bytes);
  }
}

test.each([
  ["the only segment", 1_000_000],
  ["one of many segments", 200],
])(
  "a damaged record in %s is left out, with a warning, and nothing behind it",
  async (_, bytes) => {
    const dir = await closedLog(bytes);
    await flipBit(dir, "7");
    await flipBit(dir, "12");
    const warnings: string[] = [];
    const onWarning = ({ message }: Error): unknown => warnings.push(message);
    await using reader = await openSegmentReader({ dir, onWarning });
    const kept = numbered(COUNT)
      .map(({ value }) => new TextDecoder().decode(value))
      .filter((text) => text !== "7" && text !== "12");
    await expect(textsIn(reader)).resolves.toEqual(kept);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain("records 8 to 8"); // sequence numbers begin at 1
  },
);

test("opening cuts nothing behind which a whole record follows", async () => {
  const dir = await closedLog(1_000_000);
  await flipBit(dir, "7");
  await writeFile(join(dir, "0000000000000001.index"), ""); // as after a kill: all is scanned
  await using log = await openSegmentLog({ dir });
  await appendAll(log, numbered(1, COUNT));
  const texts = await textsIn(log);
  expect(texts).toHaveLength(COUNT);
  expect(texts.at(-1)).toBe(String(COUNT));
});

test("a record whose length is damaged hides nothing behind it", async () => {
  const dir = await closedLog(1_000_000);
  const path = join(dir, "0000000000000001.log");
  const bytes = await readFile(path);
  bytes.writeUInt8(bytes.readUInt8(8 + 4 + 1) ^ 8, 8 + 4 + 1); // first record now claims 2 kB more
  await writeFile(path, bytes);
  await using reader = await openSegmentReader({ dir });
  await expect(textsIn(reader)).resolves.toHaveLength(COUNT - 1);
});
