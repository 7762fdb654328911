import { close, fdatasync, ftruncate, open, write } from "node:fs";
import { promisify } from "node:util";

/** The calls the writer makes to the disk, in one place so that a test can count them and make them fail. */
export interface Disk {
  open(path: string, flags: string): Promise<number>;
  /** Returns how many bytes were written: may be fewer than asked. */
  write(file: number, bytes: Uint8Array, from: number, length: number, at: number): Promise<number>;
  /** Resolves when what was written to the file is on stable storage. */
  sync(file: number): Promise<void>;
  truncate(file: number, length: number): Promise<void>;
  close(file: number): Promise<void>;
}

const openFile = promisify(open);
const writeFile = promisify(write);

/** The real disk. */
export const nodeDisk: Disk = {
  open: (path, flags) => openFile(path, flags, 0o644),
  write: async (file, bytes, from, length, at) =>
    (await writeFile(file, bytes, from, length, at)).bytesWritten,
  sync: promisify(fdatasync),
  truncate: promisify(ftruncate),
  close: promisify(close),
};

/** Leaves it to the operating system when to write: fast, and a power cut loses what was acknowledged. */
export const unsyncedDisk: Disk = { ...nodeDisk, sync: () => Promise.resolve() };
