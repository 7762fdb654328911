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

  private constructor(sqlite: SqliteFile, onHotDay: (day: number) => void) {
    this.sqlite = sqlite;
    this.#inode = statSync(sqlite.path).ino;
    this.devices = new DeviceNumbers(sqlite);
    this.sources = new SourceNames(sqlite);
    this.writer = new ReadingWriter(this, onHotDay);
  }

  /** Opens the database, makes it if it may; `undefined` while another process is just making it. */
  static open({ path, readOnly, durability, onHotDay }: TenantFileOptions): TenantFile | undefined {
    const sqlite = new SqliteFile(path, { readOnly, durability });
    try {
      if (prepareSchema(sqlite, readOnly)) return new TenantFile(sqlite, onHotDay);
    } catch (error) {
      sqlite.close();
      throw error;
    }
    sqlite.close();
    return undefined;
  }

  /** False once another process has removed or replaced the file. */
  isCurrent(): boolean {
    return statSync(this.sqlite.path, { throwIfNoEntry: false })?.ino === this.#inode;
  }

  sync(): void {
    this.sqlite.sync();
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
