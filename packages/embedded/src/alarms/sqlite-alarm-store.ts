import {
  type Alarm,
  type AlarmChanges,
  type AlarmStore,
  type Clock,
  type Id,
  systemClock,
  type TenantAlarms,
  type TenantScope,
} from "@solarmon/core";
import type { CatalogDatabase } from "../catalog/database.ts";
import type { SqliteCatalog } from "../catalog/sqlite-catalog.ts";
import { toAlarm } from "./alarm-row.ts";
import { applyChanges } from "./apply-changes.ts";
import { SqliteTenantAlarms } from "./sqlite-tenant-alarms.ts";

const PAGE_ALARMS = 1_000;
const NOTHING: ReadonlySet<Id> = new Set();

export interface AlarmStoreOptions {
  /** The catalogue in whose file the alarms are kept. Close it after the last call. */
  readonly catalog: SqliteCatalog;
  readonly clock?: Clock;
}

/** Opens the alarms in the file of a catalogue. */
export function openAlarmStore({ catalog, clock = systemClock }: AlarmStoreOptions): AlarmStore {
  return new SqliteAlarmStore(catalog.database, clock);
}

class SqliteAlarmStore implements AlarmStore {
  readonly #database: CatalogDatabase;
  readonly #clock: Clock;

  constructor(database: CatalogDatabase, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  forTenant({ tenantId }: TenantScope): TenantAlarms {
    return new SqliteTenantAlarms(this.#database, tenantId, this.#clock);
  }

  async *standing(): AsyncIterable<readonly Alarm[]> {
    const query = this.#database.kysely
      .selectFrom("alarms")
      .selectAll()
      .where("endedAt", "is", null)
      .orderBy("id")
      .limit(PAGE_ALARMS);
    for (let after = ""; ;) {
      const rows = await this.#database.run(query.where("id", ">", after).execute());
      const last = rows.at(-1);
      if (!last) return;
      after = last.id;
      yield rows.map(toAlarm);
    }
  }

  /** One transaction, so one sync of the disk, for however many. */
  async apply(changes: AlarmChanges): Promise<ReadonlySet<Id>> {
    const { ended, raised, cleared, folded } = changes;
    if (ended.length + raised.length + cleared.length + folded.length === 0) return NOTHING;
    return this.#database.exclusively((sqlite) => applyChanges(sqlite, changes));
  }

  /** The file belongs to the catalogue, which closes it. */
  async [Symbol.asyncDispose](): Promise<void> {}
}
