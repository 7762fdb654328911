import {
  type Clock,
  type Id,
  type Link,
  type LinkStatus,
  type LinkStore,
  systemClock,
  type TenantLinks,
  type TenantScope,
} from "@solarmon/core";
import type { DatabaseSync } from "node:sqlite";
import type { CatalogDatabase } from "../catalog/database.ts";
import type { SqliteCatalog } from "../catalog/sqlite-catalog.ts";
import { findLinkPage } from "./find-links.ts";
import { toLinks } from "./link-row.ts";
import { SqliteTenantLinks } from "./sqlite-tenant-links.ts";

const PAGE_LINKS = 500;

export interface LinkStoreOptions {
  /** The catalogue in whose file the links are kept. Close it after the last call. */
  readonly catalog: SqliteCatalog;
  readonly clock?: Clock;
}

/** Opens the links in the file of a catalogue. */
export function openLinkStore({ catalog, clock = systemClock }: LinkStoreOptions): LinkStore {
  return new SqliteLinkStore(catalog.database, clock);
}

class SqliteLinkStore implements LinkStore {
  readonly #database: CatalogDatabase;
  readonly #clock: Clock;

  constructor(database: CatalogDatabase, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  forTenant({ tenantId }: TenantScope): TenantLinks {
    return new SqliteTenantLinks(this.#database, tenantId, this.#clock);
  }

  async *allLinks(): AsyncIterable<readonly Link[]> {
    let after = 0;
    for (;;) {
      const rows = await this.#database.run(findLinkPage(this.#database.kysely, after, PAGE_LINKS));
      const last = rows.at(-1);
      if (!last) return;
      after = last.number;
      yield toLinks(rows);
    }
  }

  /** One transaction, so one sync of the disk, for however many. */
  async saveStatus(statuses: ReadonlyMap<Id, LinkStatus>): Promise<void> {
    if (statuses.size === 0) return;
    await this.#database.exclusively((sqlite) => writeStatus(sqlite, statuses));
  }

  /** The file belongs to the catalogue, which closes it. */
  async [Symbol.asyncDispose](): Promise<void> {}
}

function writeStatus(sqlite: DatabaseSync, statuses: ReadonlyMap<Id, LinkStatus>): void {
  sqlite.exec("BEGIN IMMEDIATE");
  try {
    const update = sqlite.prepare("UPDATE links SET status = ? WHERE id = ?");
    for (const [id, status] of statuses) update.run(JSON.stringify(status), id);
    sqlite.exec("COMMIT");
  } finally {
    if (sqlite.isTransaction) sqlite.exec("ROLLBACK");
  }
}
