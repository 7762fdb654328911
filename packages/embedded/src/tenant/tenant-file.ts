import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Id } from "@solarmon/core";
import { type Durability, SqliteFile } from "../sqlite/sqlite-file.ts";
import { ReadingWriter } from "../readings/reading-writer.ts";
import { SourceNames } from "../readings/source-names.ts";
import { DeviceNumbers } from "../readings/device-numbers.ts";
import { prepareSchema } from "./tenant-schema.ts";

export interface TenantFileOptions {
  readonly path: string;
  readonly readOnly: boolean;
  readonly durability: Durability;
  /** Told of days that get hot rows. */
  readonly onHotDay: (day: number) => void;
}

/** The open database of one tenant with what is remembered of it. */
export class TenantFile {
  readonly sqlite: SqliteFile;
  readonly devices: DeviceNumbers;
  readonly sources: SourceNames;
  readonly writer: ReadingWriter;
  readonly #inode: number;

  constructor({ path, readOnly, durability, onHotDay }: TenantFileOptions) {
    this.sqlite = new SqliteFile(path, { readOnly, durability });
    try {
      prepareSchema(this.sqlite, readOnly);
      this.#inode = statSync(path).ino;
    } catch (error) {
      this.sqlite.close();
      throw error;
    }
    this.devices = new DeviceNumbers(this.sqlite);
    this.sources = new SourceNames(this.sqlite);
    this.writer = new ReadingWriter(this, onHotDay);
  }

  /** False once another process has removed or replaced the file. */
  isCurrent(): boolean {
    return statSync(this.sqlite.path, { throwIfNoEntry: false })?.ino === this.#inode;
  }

  close(): void {
    this.sqlite.close();
  }
}

/** Where a tenant's database is. */
export function tenantPath(dir: string, tenantId: Id): string {
  return join(dir, `${tenantId}.db`);
}

/** Removes a tenant's database with its log; the log first, so that none can meet another database. */
export function removeTenantFile(path: string): void {
  for (const part of [`${path}-wal`, `${path}-shm`, path]) rmSync(part, { force: true });
}

export function hasTenantFile(path: string): boolean {
  return existsSync(path);
}
