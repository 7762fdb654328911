import type { Alarm, NewAlarm } from "../alarm.ts";
import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { Instant } from "../time.ts";

/** Which alarms are wanted. Without any: all of the tenant. */
export interface AlarmQuery {
  readonly isOpen?: boolean;
  /** `false`: without those that another alarm explains. */
  readonly isFolded?: boolean;
  readonly plantId?: Id;
  /** Go on where a page ended. */
  readonly after?: string;
  /** Most alarms of the page, 1–1,000. Default 100. */
  readonly limit?: number;
}

/** An alarm in a list. */
export interface ListedAlarm extends Alarm {
  /** Open alarms that are folded under it. */
  readonly foldedCount: number;
}

export interface AlarmPage {
  /** Newest first. */
  readonly alarms: readonly ListedAlarm[];
  /** Gives the next page; `null` when this is the last one. */
  readonly next: string | null;
}

/** Alarms of one tenant. Unknown and someone else's give the same answer. */
export interface TenantAlarms {
  alarm(id: Id): Promise<Alarm | undefined>;
  /** @throws `invalid_argument` the cursor is none */
  list(query?: AlarmQuery): Promise<AlarmPage>;
  /** Stays as it was done first. @param by - who @throws `not_found` */
  acknowledge(id: Id, by: string): Promise<Alarm>;
  /**
   * By hand. Stays as it was resolved first. It is not raised again before its condition has ended; what was folded under
   * it stands by itself.
   *
   * @param by - who
   * @throws `not_found` · `invalid_argument` without a reason
   */
  resolve(id: Id, by: string, reason: string): Promise<Alarm>;
}

/** The condition of an alarm has ended: it is resolved, unless it was by hand. */
export interface AlarmEnding {
  readonly id: Id;
  readonly endedAt: Instant;
  readonly how: "by_itself" | "subject_gone";
}

/** The condition of an alarm is over for the time being, or, with `null`, is there again. */
export interface AlarmClearing {
  readonly id: Id;
  readonly clearSince: Instant | null;
}

/** The alarm is explained by another, or, with `null`, stands by itself. */
export interface AlarmFolding {
  readonly id: Id;
  readonly parentId: Id | null;
}

/** What a watcher has found, to be done in this order. */
export interface AlarmChanges {
  readonly ended: readonly AlarmEnding[];
  readonly raised: readonly NewAlarm[];
  readonly cleared: readonly AlarmClearing[];
  readonly folded: readonly AlarmFolding[];
}

/**
 * Alarms with their history. Checked by `testAlarmStore`.
 *
 * Of a kind and subject at most one stands in a tenant at a time, whoever raises it, and a list shows it until it is
 * resolved. When an alarm is resolved, open ones that were folded under it stand by themselves; they go with their
 * tenant when that is deleted, and nothing else removes them.
 */
export interface AlarmStore {
  forTenant(scope: TenantScope): TenantAlarms;
  /** For the watcher only: alarms of every tenant whose condition has not ended, each once, in pages of 1,000 at most. */
  standing(): AsyncIterable<readonly Alarm[]>;
  /**
   * For the watcher only, in bulk: all or nothing, durable when it resolves. Passed over: what stands already, what has
   * ended already, tenants that are gone, and parents that are not open in the same tenant.
   *
   * @returns ids of those that were raised
   * @throws `too_large` evidence of over `MAX_EVIDENCE`
   */
  apply(changes: AlarmChanges): Promise<ReadonlySet<Id>>;
  [Symbol.asyncDispose](): Promise<void>;
}
