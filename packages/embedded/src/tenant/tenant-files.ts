import { mkdirSync, readdirSync } from "node:fs";
import { type Id, isId, SolarmonError } from "@solarmon/core";
import type { Durability } from "../sqlite/sqlite-file.ts";
import { hasTenantFile, removeTenantFile, TenantFile, tenantPath } from "./tenant-file.ts";

export interface TenantFilesOptions {
  readonly dir: string;
  readonly readOnly: boolean;
  readonly durability: Durability;
  /** Databases held open at a time; the one not used for longest is closed. */
  readonly maxOpen: number;
}

/** The databases of all tenants; opened when first used. */
export class TenantFiles {
  readonly #options: TenantFilesOptions;
  /** In the order of last use. */
  readonly #open = new Map<Id, TenantFile>();
  /** What is known of hot days, so that sealing does not open every database. */
  readonly #earliestHotDay = new Map<Id, number>();
  #isClosed = false;

  constructor(options: TenantFilesOptions) {
    this.#options = options;
    if (!options.readOnly) mkdirSync(options.dir, { recursive: true });
  }

  /** Makes the database if need be. @throws `unsupported` when these files are opened to read only */
  forWriting(tenantId: Id): TenantFile {
    this.requireWritable();
    const file = this.#current(tenantId) ?? this.#openFile(tenantId);
    if (!file) throw new SolarmonError("internal", `the database of ${tenantId} was not made`);
    return file;
  }

  /** @throws `unsupported` when these files are opened to read only */
  requireWritable(): void {
    if (this.#options.readOnly)
      throw new SolarmonError("unsupported", "this store was opened to read only");
  }

  /** The tenant's database, or `undefined` while it has none. */
  forReading(tenantId: Id): TenantFile | undefined {
    const open = this.#current(tenantId);
    if (open) return open;
    if (!hasTenantFile(tenantPath(this.#options.dir, tenantId))) return undefined;
    return this.#openFile(tenantId);
  }

  /** Tenants that have a database. */
  tenantIds(): Id[] {
    return readdirSync(this.#options.dir).flatMap((name) => {
      const id = name.slice(0, -".db".length);
      return name.endsWith(".db") && isId(id) ? [id] : [];
    });
  }

  /** Removes the tenant's database, for good. */
  remove(tenantId: Id): void {
    this.requireWritable();
    this.#close(tenantId);
    this.#earliestHotDay.delete(tenantId);
    removeTenantFile(tenantPath(this.#options.dir, tenantId));
  }

  /** Whether the tenant may have hot rows of days before `day`. */
  mayHaveHotDay(tenantId: Id, day: number): boolean {
    return (this.#earliestHotDay.get(tenantId) ?? -Infinity) < day;
  }

  /** @param day - `Infinity`: none is left */
  noteEarliestHotDay(tenantId: Id, day: number): void {
    this.#earliestHotDay.set(tenantId, day);
  }

  /** Makes everything written so far survive a power cut. @throws `storage_full`, `unavailable` */
  sync(): void {
    for (const file of this.#open.values()) file.sync();
  }

  /** Closes every database; later calls fail. @throws what one of them fails with, once all are closed */
  close(): void {
    this.#isClosed = true;
    const [tenantId] = this.#open.keys();
    if (tenantId === undefined) return;
    try {
      this.#close(tenantId);
    } finally {
      this.close();
    }
  }

  #current(tenantId: Id): TenantFile | undefined {
    const file = this.#open.get(tenantId);
    if (!file) return undefined;
    this.#open.delete(tenantId);
    if (file.isCurrent()) {
      this.#open.set(tenantId, file);
      return file;
    }
    file.close();
    return undefined;
  }

  /** `undefined` only when it is opened to read and another process is just making it. */
  #openFile(tenantId: Id): TenantFile | undefined {
    if (this.#isClosed) throw new SolarmonError("unavailable", "this store was closed");
    const { dir, readOnly, durability, maxOpen } = this.#options;
    for (const oldest of this.#open.keys()) {
      if (this.#open.size < maxOpen) break;
      this.#open.get(oldest)?.sync(); // should it fail, the file stays open and is synced later
      this.#close(oldest);
    }
    const file = TenantFile.open({
      path: tenantPath(dir, tenantId),
      readOnly,
      durability,
      onHotDay: (day) => this.#lowerHotDay(tenantId, day),
    });
    if (file) this.#open.set(tenantId, file);
    return file;
  }

  #lowerHotDay(tenantId: Id, day: number): void {
    const earliest = this.#earliestHotDay.get(tenantId);
    if (earliest !== undefined && day < earliest) this.#earliestHotDay.set(tenantId, day);
  }

  #close(tenantId: Id): void {
    const file = this.#open.get(tenantId);
    this.#open.delete(tenantId);
    file?.close();
  }
}
