import type {
  Alarm,
  AlarmChanges,
  AlarmStore,
  Clock,
  Id,
  TenantAlarms,
  TenantScope,
} from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { toAlarm } from "./alarm-rows.ts";
import { applyChanges } from "./apply-changes.ts";
import { PostgresTenantAlarms } from "./postgres-tenant-alarms.ts";

const PAGE_ALARMS = 1_000;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const NOTHING: ReadonlySet<Id> = new Set();

/** {@link AlarmStore} in PostgreSQL. What the port keeps for the watcher goes through the operator's door. */
export class PostgresAlarmStore implements AlarmStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  forTenant(scope: TenantScope): TenantAlarms {
    return new PostgresTenantAlarms(this.#database, scope, this.#clock);
  }

  async *standing(): AsyncIterable<readonly Alarm[]> {
    const standing = this.#database.queries
      .selectFrom("alarms")
      .selectAll()
      .where("endedAt", "is", null)
      .orderBy("id")
      .limit(PAGE_ALARMS);
    for (let after = FIRST_ID; ;) {
      const query = standing.where("id", ">", after);
      const rows = await this.#database.asOperator((session) => session.run(query));
      if (rows.length > 0) yield rows.map(toAlarm);
      if (rows.length < PAGE_ALARMS) return;
      after = rows.at(-1)?.id ?? after;
    }
  }

  async apply(changes: AlarmChanges): Promise<ReadonlySet<Id>> {
    const { ended, raised, cleared, folded } = changes;
    if (ended.length + raised.length + cleared.length + folded.length === 0) return NOTHING;
    return this.#database.asOperator((session) => applyChanges(session, changes));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#database.close();
  }
}
