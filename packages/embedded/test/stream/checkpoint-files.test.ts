import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openSegmentLog } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { CheckpointFiles } from "../../src/stream/checkpoint-files.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import { appendAll, appendEach, numbered, textsIn } from "./stream-help.ts";

test("the last commit counts, also among many at once", async () => {
  const dir = await temporaryDirectory();
  const checkpoints = new CheckpointFiles(dir);
  const commits = Array.from({ length: 50 }, (_, index) => checkpoints.commit("a", index + 1));
  await Promise.all(commits);
  await expect(new CheckpointFiles(dir).read("a")).resolves.toBe(50);
  await checkpoints.commit("a", 7); // a replay may go back
  await expect(new CheckpointFiles(dir).read("a")).resolves.toBe(7);
});

test("a resolved commit is on disk, whatever commits follow", async () => {
  const dir = await temporaryDirectory();
  const checkpoints = new CheckpointFiles(dir);
  const later: Promise<void>[] = [];
  for (let sequence = 1; sequence <= 20; sequence++) {
    await checkpoints.commit("a", sequence);
    await expect(new CheckpointFiles(dir).read("a")).resolves.toBeGreaterThanOrEqual(sequence);
    later.push(checkpoints.commit("a", sequence));
  }
  await Promise.all(later);
});

test("commits that come while others are written follow them in order", async () => {
  const dir = await temporaryDirectory();
  const checkpoints = new CheckpointFiles(dir);
  const commits: Promise<void>[] = [];
  for (let sequence = 1; sequence <= 100; sequence++) {
    commits.push(checkpoints.commit("a", sequence));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(commits);
  await expect(new CheckpointFiles(dir).read("a")).resolves.toBe(100);
});

test("a crash in the middle of a commit leaves the one before", async () => {
  const dir = await temporaryDirectory();
  await new CheckpointFiles(dir).commit("a", 5);
  await writeFile(join(dir, "checkpoints", "a.json.new"), '{"consu');
  const reopened = new CheckpointFiles(dir);
  await expect(reopened.read("a")).resolves.toBe(5);
  await expect(reopened.list()).resolves.toEqual(new Map([["a", 5]]));
});

test.each(["", "../x", "a/b", "a\\b", "a b", "x".repeat(101)])(
  "%j is not a consumer's name",
  async (name) => {
    const dir = await temporaryDirectory();
    const commit = new CheckpointFiles(dir).commit(name, 1);
    await expect(commit).rejects.toMatchObject({ code: "invalid_argument" });
    await expect(readdir(dir)).resolves.toEqual([]);
  },
);

test("a checkpoint that cannot be read is an error, not a start from the oldest", async () => {
  const dir = await temporaryDirectory();
  const checkpoints = new CheckpointFiles(dir);
  await checkpoints.commit("a", 5);
  await writeFile(join(dir, "checkpoints", "a.json"), '{"position":"x"}');
  await expect(checkpoints.read("a")).rejects.toMatchObject({ code: "storage_corrupt" });
});

test("a checkpoint tells people what it is", async () => {
  const dir = await temporaryDirectory();
  await new CheckpointFiles(dir).commit("processor", 12);
  const text = await readFile(join(dir, "checkpoints", "processor.json"), "utf8");
  expect(JSON.parse(text)).toEqual({ consumer: "processor", shard: "0", position: "12" });
});

test("a consumer ahead of the log, after a restore, skips nothing that is appended next", async () => {
  const dir = await temporaryDirectory();
  await new CheckpointFiles(dir).commit("processor", 1_000);
  await using log = await openSegmentLog({ dir });
  await appendEach(log, numbered(3));
  await expect(textsIn(log, {}, "processor")).resolves.toEqual([]);
  await appendAll(log, numbered(2, 3));
  await expect(textsIn(log, {}, "processor")).resolves.toEqual(["3", "4"]);
});
