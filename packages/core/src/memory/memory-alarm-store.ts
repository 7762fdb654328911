import { type Alarm, evidenceText, type NewAlarm } from "../alarm.ts";
import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { AlarmChanges, AlarmEnding, AlarmStore, TenantAlarms } from "../ports/alarm-store.ts";
import type { Catalog } from "../ports/catalog.ts";
import { systemClock, type Clock } from "../time.ts";
import { MemoryTenantAlarms, releaseFolded } from "./memory-tenant-alarms.ts";

const PAGE_ALARMS = 1_000;

export interface MemoryAlarmStoreOptions {
  /** Knows the tenants; alarms of those that it has no more are gone. */
  readonly catalog: Catalog;
  readonly clock?: Clock;
}

/** {@link AlarmStore} in memory, unbounded: for tests and examples. */
export class MemoryAlarmStore implements AlarmStore {
  readonly #alarms = new Map<Id, Alarm>();
  readonly #catalog: Catalog;
  readonly #clock: Clock;

  constructor({ catalog, clock = systemClock }: MemoryAlarmStoreOptions) {
    this.#catalog = catalog;
    this.#clock = clock;
  }

  forTenant(scope: TenantScope): TenantAlarms {
    return new MemoryTenantAlarms(this.#alarms, this.#catalog.forTenant(scope), {
      tenantId: scope.tenantId,
      clock: this.#clock,
    });
  }

  async *standing(): AsyncIterable<readonly Alarm[]> {
    const tenants = await this.#tenants();
    const standing = [...this.#alarms.values()].filter(
      ({ endedAt, tenantId }) => endedAt === null && tenants.has(tenantId),
    );
    for (let start = 0; start < standing.length; start += PAGE_ALARMS)
      yield structuredClone(standing.slice(start, start + PAGE_ALARMS));
  }

  async apply({ ended, raised, cleared, folded }: AlarmChanges): Promise<ReadonlySet<Id>> {
    for (const { evidence } of raised) evidenceText(evidence);
    const tenants = await this.#tenants();
    for (const ending of ended) this.#end(ending);
    const taken = new Set(
      [...this.#alarms.values()].filter(({ endedAt }) => endedAt === null).map(keyOf),
    );
    const done = raised.filter((alarm) => {
      if (taken.has(keyOf(alarm)) || !tenants.has(alarm.tenantId)) return false;
      taken.add(keyOf(alarm));
      this.#alarms.set(alarm.id, { ...structuredClone(alarm), ...JUST_RAISED });
      return true;
    });
    for (const { id, clearSince } of cleared) this.#change(id, () => ({ clearSince }));
    for (const { id, parentId } of folded)
      this.#change(id, (alarm) => ({ parentId: this.#parentOf(alarm, parentId) }));
    return new Set(done.map(({ id }) => id));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#alarms.clear();
  }

  async #tenants(): Promise<Set<Id>> {
    return new Set((await this.#catalog.tenants()).map(({ id }) => id));
  }

  #end({ id, endedAt, how }: AlarmEnding): void {
    this.#change(id, ({ resolvedAt, resolution }) => ({
      endedAt,
      resolvedAt: resolvedAt ?? endedAt,
      resolution: resolution ?? { how, by: null, reason: null },
    }));
    releaseFolded(this.#alarms, id);
  }

  /** What has ended stays as it is. */
  #change(id: Id, change: (alarm: Alarm) => Partial<Alarm>): void {
    const alarm = this.#alarms.get(id);
    if (alarm?.endedAt === null) this.#alarms.set(id, { ...alarm, ...change(alarm) });
  }

  #parentOf({ id, tenantId, parentId: before, resolvedAt }: Alarm, parentId: Id | null): Id | null {
    if (resolvedAt !== null) return before;
    const parent = parentId === null || parentId === id ? undefined : this.#alarms.get(parentId);
    return parent?.tenantId === tenantId && parent.resolvedAt === null ? parent.id : null;
  }
}

const JUST_RAISED = {
  parentId: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolution: null,
  clearSince: null,
  endedAt: null,
} satisfies Partial<Alarm>;

function keyOf({ tenantId, kind, subject }: NewAlarm): string {
  return `${tenantId} ${kind} ${subject.type} ${subject.id}`;
}
