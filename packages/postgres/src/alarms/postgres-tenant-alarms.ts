import {
  type Alarm,
  type AlarmPage,
  type AlarmQuery,
  type Clock,
  fromAlarmCursor,
  type Id,
  isId,
  requireReason,
  SolarmonError,
  type TenantAlarms,
  type TenantScope,
  toAlarmCursor,
} from "@solarmon/core";
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { printable } from "../database/printable.ts";
import type { Session } from "../database/session.ts";
import { toAlarm } from "./alarm-rows.ts";

const DEFAULT_LIMIT = 100;
const FOLDED_COUNT = sql<number>`(
  select count(*) from solarmon.alarms as folded where folded.tenant_id = alarms.tenant_id
    and folded.parent_id = alarms.id and folded.resolved_at is null)`.as("foldedCount");

/** Alarms of one tenant in PostgreSQL. */
export class PostgresTenantAlarms implements TenantAlarms {
  readonly #database: Database;
  readonly #scope: TenantScope;
  readonly #clock: Clock;

  constructor(database: Database, scope: TenantScope, clock: Clock) {
    this.#database = database;
    this.#scope = scope;
    this.#clock = clock;
  }

  async alarm(id: Id): Promise<Alarm | undefined> {
    if (!isId(id)) return undefined;
    return this.#database.asTenant(this.#scope, (session) => this.#find(session, id));
  }

  async list(query: AlarmQuery = {}): Promise<AlarmPage> {
    const { limit = DEFAULT_LIMIT, plantId } = query;
    const wanted = this.#wanted(query, limit + 1);
    if (plantId !== undefined && !isId(plantId)) return { alarms: [], next: null };
    const rows = await this.#database.asTenant(this.#scope, (session) => session.run(wanted));
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      alarms: page.map(({ foldedCount, ...row }) => ({ ...toAlarm(row), foldedCount })),
      next: last && rows.length > limit ? toAlarmCursor(last) : null,
    };
  }

  acknowledge(id: Id, by: string): Promise<Alarm> {
    const values = { acknowledgedAt: this.#clock.now(), acknowledgedBy: printable(by) };
    const update = this.#database.queries.updateTable("alarms").set(values).where("id", "=", id);
    const first = update.where("acknowledgedAt", "is", null);
    return this.#change(id, (session) => session.run(first));
  }

  async resolve(id: Id, by: string, reason: string): Promise<Alarm> {
    const resolution = JSON.stringify({ how: "by_hand", by, reason: requireReason(reason) });
    const { queries } = this.#database;
    const open = queries.updateTable("alarms").where("resolvedAt", "is", null);
    const values = { resolvedAt: this.#clock.now(), resolution };
    return this.#change(id, async (session) => {
      await session.run(open.where("id", "=", id).set(values));
      await session.run(open.where("parentId", "=", id).set({ parentId: null }));
    });
  }

  async #change(id: Id, change: (session: Session) => Promise<unknown>): Promise<Alarm> {
    const changed = isId(id)
      ? await this.#database.asTenant(this.#scope, async (session) => {
          await change(session);
          return this.#find(session, id);
        })
      : undefined;
    if (changed) return changed;
    throw new SolarmonError("not_found", `there is no alarm ${id}`);
  }

  async #find(session: Session, id: Id): Promise<Alarm | undefined> {
    const query = this.#database.queries.selectFrom("alarms").selectAll().where("id", "=", id);
    const [row] = await session.run(query);
    return row && toAlarm(row);
  }

  #wanted({ isOpen, isFolded, plantId, after }: AlarmQuery, rows: number) {
    let wanted = this.#database.queries.selectFrom("alarms").selectAll("alarms");
    if (isOpen !== undefined) wanted = wanted.where("resolvedAt", isOpen ? "is" : "is not", null);
    if (isFolded !== undefined) wanted = wanted.where("parentId", isFolded ? "is not" : "is", null);
    if (plantId !== undefined) wanted = wanted.where("plantId", "=", plantId);
    if (after !== undefined) {
      const { raisedAt, id } = fromAlarmCursor(after);
      wanted = wanted.where((of) => of(of.refTuple("raisedAt", "id"), "<", of.tuple(raisedAt, id)));
    }
    return wanted
      .select(FOLDED_COUNT)
      .orderBy("raisedAt", "desc")
      .orderBy("id", "desc")
      .limit(sql.lit(rows));
  }
}
