import {
  type Clock,
  type Id,
  isId,
  type Link,
  type LinkStatus,
  type LinkStore,
  type TenantLinks,
  type TenantScope,
} from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { selectLinks, toLink } from "./link-rows.ts";
import { PostgresTenantLinks } from "./postgres-tenant-links.ts";

const PAGE_LINKS = 500;
const SAVE = `
update solarmon.links set status = given.status
from unnest($1::uuid[], $2::jsonb[]) as given (id, status) where links.id = given.id`;

/** {@link LinkStore} in PostgreSQL. What the port keeps for the scheduler goes through the operator's door. */
export class PostgresLinkStore implements LinkStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  forTenant(scope: TenantScope): TenantLinks {
    return new PostgresTenantLinks(this.#database, scope, this.#clock);
  }

  async *allLinks(): AsyncIterable<readonly Link[]> {
    let after = 0;
    for (;;) {
      const query = selectLinks(this.#database.queries)
        .where("number", ">", after)
        .limit(PAGE_LINKS);
      const rows = await this.#database.asOperator((session) => session.run(query));
      if (rows.length > 0) yield rows.map(toLink);
      if (rows.length < PAGE_LINKS) return;
      after = rows.at(-1)?.number ?? after;
    }
  }

  async saveStatus(statuses: ReadonlyMap<Id, LinkStatus>): Promise<void> {
    // in one order for all, so that two writers never wait for each other
    const known = [...statuses].filter(([id]) => isId(id)).toSorted(([a], [b]) => (a < b ? -1 : 1));
    if (known.length === 0) return;
    const texts = known.map(([, status]) => JSON.stringify(status));
    const values = [known.map(([id]) => id), texts];
    await this.#database.asOperator((session) => session.rows(SAVE, values));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#database.close();
  }
}
