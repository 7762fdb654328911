import { RateLimitedError } from "@solarmon/core";
import { openSegmentLog } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { MAX_VALUE_BYTES } from "../../src/stream/record-format.ts";
import { openSegmentLogOn } from "../../src/stream/open-segment-log.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import { FailingDisk } from "./failing-disk.ts";
import { appendAll, numbered, textRecord, textsIn, verdictsOf } from "./stream-help.ts";

test("what finds no room is refused with a time to come back, and enters once there is room", async () => {
  const disk = new FailingDisk();
  const dir = await temporaryDirectory();
  await using log = await openSegmentLogOn(disk, { dir, maxPendingBytes: 10_000 });
  const release = disk.holdSyncs();
  const large = { key: "plant", value: new Uint8Array(9_000) };
  const first = log.append([large]);
  const [refused] = await log.append([large]);
  expect(refused?.ok === false && refused.error).toBeInstanceOf(RateLimitedError);
  expect(log.pendingBytes).toBeLessThanOrEqual(10_000);
  release();
  await expect(first).resolves.toMatchObject([{ ok: true }]);
  expect(log.pendingBytes).toBe(0);
  await expect(verdictsOf(log, [large])).resolves.toEqual(["ok"]);
});

test("behind a record without room no later one of the call enters: it would overtake", async () => {
  const dir = await temporaryDirectory();
  await using log = await openSegmentLog({ dir, maxPendingBytes: 5_000 });
  const large = { key: "plant", value: new Uint8Array(6_000) };
  const verdicts = verdictsOf(log, [textRecord("a"), large, textRecord("b")]);
  await expect(verdicts).resolves.toEqual(["ok", "rate_limited", "rate_limited"]);
  await expect(textsIn(log)).resolves.toEqual(["a"]);
});

test("a record over the limit is refused alone, the largest allowed one is kept", async () => {
  await using log = await openSegmentLog({ dir: await temporaryDirectory() });
  const largest = { key: "k".repeat(256), value: new Uint8Array(MAX_VALUE_BYTES).fill(3) };
  const over = { key: "plant", value: new Uint8Array(MAX_VALUE_BYTES + 1) };
  await expect(verdictsOf(log, [largest, over])).resolves.toEqual(["ok", "too_large"]);
  for await (const { records } of log.read("test", { follow: false }))
    expect(records.map(({ value }) => value.length)).toEqual([MAX_VALUE_BYTES]);
});

test("a call larger than a group is written in several, in order", async () => {
  await using log = await openSegmentLog({
    dir: await temporaryDirectory(),
    segmentBytes: 100_000,
  });
  const records = numbered(9).map(({ value }) => {
    const padded = new Uint8Array(1_000_000);
    padded.set(value);
    return { key: "plant", value: padded };
  });
  await appendAll(log, records);
  const firstBytes: number[] = [];
  for await (const batch of log.read("test", { follow: false }))
    firstBytes.push(...batch.records.map(({ value }) => value[0] ?? 0));
  expect(String.fromCharCode(...firstBytes)).toBe("012345678");
});

test("an append can be called off until it is written", async () => {
  const disk = new FailingDisk();
  await using log = await openSegmentLogOn(disk, { dir: await temporaryDirectory() });
  const release = disk.holdSyncs();
  const writesBefore = disk.calls.write;
  const stop = new AbortController();
  const written = log.append([textRecord("written")], { signal: stop.signal });
  await expect.poll(() => disk.calls.write).toBeGreaterThan(writesBefore);
  const waiting = log.append([textRecord("waiting")], { signal: stop.signal });
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
  release();
  await expect(written).resolves.toMatchObject([{ ok: true }]);
  const late = log.append([textRecord("late")], { signal: stop.signal });
  await expect(late).rejects.toMatchObject({ code: "cancelled" });
  await expect(textsIn(log)).resolves.toEqual(["written"]);
});

test("a call that is half written already is not called off", async () => {
  const disk = new FailingDisk();
  await using log = await openSegmentLogOn(disk, { dir: await temporaryDirectory() });
  const release = disk.holdSyncs();
  const writesBefore = disk.calls.write;
  const stop = new AbortController();
  const records = numbered(6).map(({ key }) => ({ key, value: new Uint8Array(1_000_000) }));
  const appending = log.append(records, { signal: stop.signal }); // more than a group holds
  await expect.poll(() => disk.calls.write).toBeGreaterThan(writesBefore);
  stop.abort();
  release();
  const verdicts = await appending;
  expect(verdicts.map(({ ok }) => ok)).toEqual(records.map(() => true));
  await expect(textsIn(log)).resolves.toHaveLength(records.length);
});

test("closing waits for what was appended; later appends are refused", async () => {
  const dir = await temporaryDirectory();
  const log = await openSegmentLog({ dir });
  const appending = verdictsOf(log, numbered(100));
  await log[Symbol.asyncDispose]();
  await expect(appending).resolves.toEqual(numbered(100).map(() => "ok"));
  await expect(verdictsOf(log, numbered(1))).resolves.toEqual(["unavailable"]);
  await using reopened = await openSegmentLog({ dir });
  await expect(textsIn(reopened)).resolves.toHaveLength(100);
});

test("a listener that throws changes no verdict", async () => {
  const warnings: unknown[] = [];
  await using log = await openSegmentLog({
    dir: await temporaryDirectory(),
    onWarning: (warning) => warnings.push(warning),
  });
  const stop = log.onDurable(() => {
    throw new Error("listener");
  });
  await expect(verdictsOf(log, numbered(2))).resolves.toEqual(["ok", "ok"]);
  stop();
  await expect(verdictsOf(log, numbered(2))).resolves.toEqual(["ok", "ok"]);
  expect(warnings).toHaveLength(1);
});
