import { SolarmonError } from "@solarmon/core";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { toDiskError } from "./disk-error.ts";

const SQLITE_BUSY = 5;
const RETRY_MS = 5;

/** Held until disposed, or until the process ends in whatever way. */
export interface DirectoryLock {
  [Symbol.dispose](): void;
}

/**
 * Makes this process (and this call within it) the only writer of a directory.
 *
 * Node has no call for file locks, but SQLite takes real ones of the operating system: they vanish with the process,
 * also after `kill -9`, so a lock is never stale and no process id has to be believed. The id in `lock.owner` is for
 * the message only. Nothing else in this process may open and close the lock's file: on POSIX that frees the lock.
 *
 * @param name - the lock's name within the directory
 * @throws {@link SolarmonError} `locked` when another holder has it · `unavailable` the directory cannot be written
 */
export function lockDirectory(dir: string, name = "lock"): DirectoryLock {
  const path = join(dir, name);
  const database = openDatabase(path);
  try {
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw isBusy(error) ? heldBy(dir, `${path}.owner`) : toDiskError(error, `cannot lock ${dir}`);
  }
  writeOwner(`${path}.owner`);
  return { [Symbol.dispose]: () => database.close() };
}

function openDatabase(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path);
  } catch (error) {
    throw toDiskError(error, `cannot lock ${dirname(path)}`);
  }
}

/**
 * Does `work` as the only one who holds the lock of that name, waiting for others who hold it for a short time.
 *
 * @throws {@link SolarmonError} `locked` when it was not free for `patienceMs`
 */
export async function withLock<Result>(
  dir: string,
  name: string,
  patienceMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = await takeLock(dir, name, Date.now() + patienceMs);
  try {
    return await work();
  } finally {
    lock[Symbol.dispose]();
  }
}

/** Tries again and again: SQLite's own waiting would block the thread, and with it a holder in this process. */
async function takeLock(dir: string, name: string, deadlineAt: number): Promise<DirectoryLock> {
  for (;;) {
    try {
      return lockDirectory(dir, name);
    } catch (error) {
      const mayWait = SolarmonError.is(error) && error.code === "locked" && Date.now() < deadlineAt;
      if (!mayWait) throw error;
    }
    await setTimeout(RETRY_MS);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}

function heldBy(dir: string, ownerPath: string): SolarmonError {
  const owner = readOwner(ownerPath);
  return new SolarmonError(
    "locked",
    `${dir} is in use by ${owner === "" ? "another process" : `process ${owner}`}. Stop it, or use another data folder.`,
  );
}

function writeOwner(path: string): void {
  try {
    writeFileSync(path, `${process.pid}\n`);
  } catch {
    // on a full disk the message lacks the id
  }
}

function readOwner(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return ""; // it has not written its id yet
  }
}
