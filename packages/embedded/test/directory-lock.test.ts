import { SolarmonError } from "@solarmon/core";
import { openSegmentLog } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { lockDirectory, withLock } from "../src/directory-lock.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

function lockedBy(dir: string): string {
  try {
    lockDirectory(dir)[Symbol.dispose]();
    return "free";
  } catch (error) {
    if (SolarmonError.is(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
}

test("a second holder is told who holds it, until the first lets go", async () => {
  const dir = await temporaryDirectory();
  const lock = lockDirectory(dir);
  expect(lockedBy(dir)).toContain("locked");
  expect(lockedBy(dir)).toContain(`process ${process.pid}`);
  lock[Symbol.dispose]();
  expect(lockedBy(dir)).toBe("free");
});

test("a log has one writer", async () => {
  const dir = await temporaryDirectory();
  const log = await openSegmentLog({ dir });
  await expect(openSegmentLog({ dir })).rejects.toMatchObject({ code: "locked" });
  await log[Symbol.asyncDispose]();
  await using reopened = await openSegmentLog({ dir });
  expect(reopened.durableEnd.sequence).toBe(1);
});

test("short work waits for its turn within one process, too", async () => {
  const dir = await temporaryDirectory();
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside--;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(dir, "short", 5_000, work)));
  expect(most).toBe(1);
});

test("waiting has an end", async () => {
  const dir = await temporaryDirectory();
  using lock = lockDirectory(dir, "short");
  expect(lock).toBeDefined();
  const waiting = withLock(dir, "short", 20, () => Promise.resolve());
  await expect(waiting).rejects.toMatchObject({ code: "locked" });
});

test("a directory that cannot be locked is an error that says which", async () => {
  const missing = `${await temporaryDirectory()}/missing`;
  expect(lockedBy(missing)).toMatch(/^unavailable: cannot lock .*missing/);
});
