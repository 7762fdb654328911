import {
  type Alarm,
  type AlarmPage,
  type AlarmQuery,
  type Clock,
  fromAlarmCursor,
  type Id,
  requireReason,
  SolarmonError,
  type TenantAlarms,
  toAlarmCursor,
} from "@solarmon/core";
import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { CatalogDatabase } from "../catalog/database.ts";
import type { AlarmRow, CatalogTables } from "../catalog/tables.ts";
import { toAlarm } from "./alarm-row.ts";

const DEFAULT_LIMIT = 100;

/** Alarms of one tenant. Every query names the tenant. */
export class SqliteTenantAlarms implements TenantAlarms {
  readonly #database: CatalogDatabase;
  readonly #tenantId: Id;
  readonly #clock: Clock;

  constructor(database: CatalogDatabase, tenantId: Id, clock: Clock) {
    this.#database = database;
    this.#tenantId = tenantId;
    this.#clock = clock;
  }

  async alarm(id: Id): Promise<Alarm | undefined> {
    const query = this.#own(this.#database.kysely).where("id", "=", id);
    const row = await this.#database.run(query.executeTakeFirst());
    return row && toAlarm(row);
  }

  async list(query: AlarmQuery = {}): Promise<AlarmPage> {
    const { limit = DEFAULT_LIMIT } = query;
    const wanted = filtered(this.#own(this.#database.kysely), query)
      .select(FOLDED_COUNT)
      .orderBy("raisedAt", "desc")
      .orderBy("id", "desc")
      .limit(limit + 1);
    const rows = await this.#database.run(wanted.execute());
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      alarms: page.map(({ foldedCount, ...row }) => ({ ...toAlarm(row), foldedCount })),
      next: last && rows.length > limit ? toAlarmCursor(last) : null,
    };
  }

  acknowledge(id: Id, by: string): Promise<Alarm> {
    const at = this.#clock.now();
    return this.#change(id, async (kysely) => {
      const values = { acknowledgedAt: at, acknowledgedBy: by };
      await this.#update(kysely, id).set(values).where("acknowledgedAt", "is", null).execute();
    });
  }

  async resolve(id: Id, by: string, reason: string): Promise<Alarm> {
    const resolution = JSON.stringify({ how: "by_hand", by, reason: requireReason(reason) });
    const resolvedAt = this.#clock.now();
    return this.#change(id, async (kysely) => {
      const update = this.#update(kysely, id).where("resolvedAt", "is", null);
      await update.set({ resolvedAt, resolution }).execute();
      const folded = kysely.updateTable("alarms").where("tenantId", "=", this.#tenantId);
      const open = folded.where("parentId", "=", id).where("resolvedAt", "is", null);
      await open.set({ parentId: null }).execute();
    });
  }

  async #change(id: Id, change: (kysely: Kysely<CatalogTables>) => Promise<void>): Promise<Alarm> {
    const changing = this.#database.kysely.transaction().execute(async (kysely) => {
      await change(kysely);
      return this.#own(kysely).where("id", "=", id).executeTakeFirst();
    });
    const row = await this.#database.run(changing);
    if (row) return toAlarm(row);
    throw new SolarmonError("not_found", `there is no alarm ${id}`);
  }

  #own(kysely: Kysely<CatalogTables>) {
    return kysely.selectFrom("alarms").selectAll("alarms").where("tenantId", "=", this.#tenantId);
  }

  #update(kysely: Kysely<CatalogTables>, id: Id) {
    const own = kysely.updateTable("alarms").where("tenantId", "=", this.#tenantId);
    return own.where("id", "=", id);
  }
}

const FOLDED_COUNT = sql<number>`(
  SELECT count(*) FROM alarms AS folded WHERE folded.parent_id = alarms.id AND folded.resolved_at IS NULL)`.as(
  "foldedCount",
);

function filtered(
  query: SelectQueryBuilder<CatalogTables, "alarms", AlarmRow>,
  { isOpen, isFolded, plantId, after }: AlarmQuery,
): typeof query {
  let wanted = query;
  if (isOpen !== undefined) wanted = wanted.where("resolvedAt", isOpen ? "is" : "is not", null);
  if (isFolded !== undefined) wanted = wanted.where("parentId", isFolded ? "is not" : "is", null);
  if (plantId !== undefined) wanted = wanted.where("plantId", "=", plantId);
  if (after === undefined) return wanted;
  const { raisedAt, id } = fromAlarmCursor(after);
  return wanted.where(sql<boolean>`(raised_at, id) < (${raisedAt}, ${id})`);
}
