import type { Alarm, NewAlarm } from "../../alarm.ts";
import type { TenantScope } from "../../authority.ts";
import { type Id, newId } from "../../ids.ts";
import type {
  AlarmChanges,
  AlarmQuery,
  AlarmStore,
  ListedAlarm,
  TenantAlarms,
} from "../../ports/alarm-store.ts";
import type { Catalog } from "../../ports/catalog.ts";
import { TEST_DAY, testId } from "../builders.ts";
import { newTenant } from "../catalog/subject.ts";

/** A store of alarms with the catalogue that holds their tenants. */
export interface AlarmStoreUnderTest {
  readonly alarms: AlarmStore;
  readonly catalog: Catalog;
}

/** A tenant whose alarms are looked at. */
export interface Watched {
  readonly scope: TenantScope;
  readonly own: TenantAlarms;
  /** Raises alarms, each of a device of its own. */
  readonly raise: (...alarms: readonly Partial<NewAlarm>[]) => Promise<NewAlarm[]>;
}

export async function newWatched(
  { alarms, catalog }: AlarmStoreUnderTest,
  name = "Acme",
): Promise<Watched> {
  const { scope } = await newTenant(catalog, name);
  return {
    scope,
    own: alarms.forTenant(scope),
    raise: async (...given) => {
      const raised = given.map((rest) => newAlarm(scope.tenantId, rest));
      await alarms.apply(changes({ raised }));
      return raised;
    },
  };
}

/** An alarm of a device of its own. */
export function newAlarm(tenantId: Id, rest: Partial<NewAlarm> = {}): NewAlarm {
  return {
    id: newId(),
    tenantId,
    plantId: testId(10),
    subject: { type: "device", id: newId(), name: "Inverter 1" },
    kind: "device_silent",
    severity: "warning",
    raisedAt: TEST_DAY,
    evidence: {
      since: TEST_DAY - 3_600_000,
      values: { lastHeardAt: TEST_DAY - 3_600_000, expectedPowerW: 4210.5, faultCode: null },
      threshold: { silentMs: 3_600_000, light: "day" },
    },
    ...rest,
  };
}

/** Nothing but what is given. */
export function changes(some: Partial<AlarmChanges>): AlarmChanges {
  return { ended: [], raised: [], cleared: [], folded: [], ...some };
}

/** As the store gives it back once it was raised. */
export function raisedAs(alarm: NewAlarm): Alarm {
  return {
    ...alarm,
    parentId: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolution: null,
    clearSince: null,
    endedAt: null,
  };
}

/** All pages of a list, one after another. */
export async function listAll(own: TenantAlarms, query: AlarmQuery = {}): Promise<ListedAlarm[]> {
  const all: ListedAlarm[] = [];
  let after: string | null | undefined;
  do {
    const page = await own.list({ ...query, ...(after ? { after } : {}) });
    all.push(...page.alarms);
    after = page.next;
  } while (after !== null);
  return all;
}

export async function idsOf(own: TenantAlarms, query: AlarmQuery = {}): Promise<Id[]> {
  return (await listAll(own, query)).map(({ id }) => id);
}

/** What the watcher is given. */
export async function standingOf(store: AlarmStore): Promise<Alarm[]> {
  const all: Alarm[] = [];
  for await (const page of store.standing()) all.push(...page);
  return all;
}
