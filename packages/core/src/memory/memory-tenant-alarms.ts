import { fromAlarmCursor, toAlarmCursor, type AlarmPlace } from "../alarm-cursor.ts";
import { type Alarm, requireReason } from "../alarm.ts";
import { SolarmonError } from "../errors.ts";
import type { Id } from "../ids.ts";
import type { AlarmPage, AlarmQuery, TenantAlarms } from "../ports/alarm-store.ts";
import type { TenantCatalog } from "../ports/catalog.ts";
import type { Clock } from "../time.ts";

const DEFAULT_LIMIT = 100;

/** Alarms of one tenant in a memory store. */
export class MemoryTenantAlarms implements TenantAlarms {
  readonly #alarms: Map<Id, Alarm>;
  readonly #own: TenantCatalog;
  readonly #tenantId: Id;
  readonly #clock: Clock;

  constructor(
    alarms: Map<Id, Alarm>,
    own: TenantCatalog,
    { tenantId, clock }: { readonly tenantId: Id; readonly clock: Clock },
  ) {
    this.#alarms = alarms;
    this.#own = own;
    this.#tenantId = tenantId;
    this.#clock = clock;
  }

  async alarm(id: Id): Promise<Alarm | undefined> {
    return structuredClone((await this.#all()).find((alarm) => alarm.id === id));
  }

  async list(query: AlarmQuery = {}): Promise<AlarmPage> {
    const { after, limit = DEFAULT_LIMIT } = query;
    const from = after === undefined ? undefined : fromAlarmCursor(after);
    const all = await this.#all();
    const found = all
      .filter((alarm) => isWanted(alarm, query))
      .filter((alarm) => from === undefined || compare(alarm, from) < 0)
      .toSorted((a, b) => compare(b, a));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      alarms: page.map((alarm) => ({ ...structuredClone(alarm), foldedCount: folded(all, alarm) })),
      next: last && found.length > limit ? toAlarmCursor(last) : null,
    };
  }

  acknowledge(id: Id, by: string): Promise<Alarm> {
    return this.#change(id, ({ acknowledgedAt }) =>
      acknowledgedAt === null ? { acknowledgedAt: this.#clock.now(), acknowledgedBy: by } : {},
    );
  }

  async resolve(id: Id, by: string, reason: string): Promise<Alarm> {
    const resolution = { how: "by_hand", by, reason: requireReason(reason) } as const;
    const resolved = await this.#change(id, ({ resolvedAt }) =>
      resolvedAt === null ? { resolvedAt: this.#clock.now(), resolution } : {},
    );
    releaseFolded(this.#alarms, id);
    return resolved;
  }

  async #all(): Promise<Alarm[]> {
    if (!(await this.#own.tenant())) return [];
    return [...this.#alarms.values()].filter(({ tenantId }) => tenantId === this.#tenantId);
  }

  async #change(id: Id, change: (alarm: Alarm) => Partial<Alarm>): Promise<Alarm> {
    const alarm = (await this.#all()).find((one) => one.id === id);
    if (!alarm) throw new SolarmonError("not_found", `there is no alarm ${id}`);
    const changed = { ...alarm, ...change(alarm) };
    this.#alarms.set(id, changed);
    return structuredClone(changed);
  }
}

/** What was folded under a resolved alarm and is open stands by itself. */
export function releaseFolded(alarms: Map<Id, Alarm>, parentId: Id): void {
  if (alarms.get(parentId)?.resolvedAt === null) return;
  for (const alarm of alarms.values())
    if (alarm.parentId === parentId && alarm.resolvedAt === null)
      alarms.set(alarm.id, { ...alarm, parentId: null });
}

function isWanted(alarm: Alarm, { isOpen, isFolded, plantId }: AlarmQuery): boolean {
  if (isOpen !== undefined && (alarm.resolvedAt === null) !== isOpen) return false;
  if (isFolded !== undefined && (alarm.parentId !== null) !== isFolded) return false;
  return plantId === undefined || alarm.plantId === plantId;
}

function folded(all: readonly Alarm[], { id }: Alarm): number {
  return all.filter(({ parentId, resolvedAt }) => parentId === id && resolvedAt === null).length;
}

function compare(a: AlarmPlace, b: AlarmPlace): number {
  if (a.raisedAt !== b.raisedAt) return a.raisedAt - b.raisedAt;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
