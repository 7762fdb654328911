import type {
  Alarm,
  AlarmChanges,
  AlarmClearing,
  AlarmEnding,
  AlarmFolding,
  Id,
  Instant,
  NewAlarm,
} from "@solarmon/core";
import { type Condition, keyOf } from "./condition.ts";

/** What the watch is to decide on, of one tenant. */
export interface Decision {
  readonly tenantId: Id;
  readonly now: Instant;
  /** A condition must be over for so long before its alarm ends [ms]. */
  readonly holdMs: number;
  readonly conditions: readonly Condition[];
  /** The tenant's alarms whose condition has not ended. */
  readonly standing: readonly Alarm[];
  readonly newId: () => Id;
}

/** What has to be done about a tenant's alarms. The same again gives nothing new: a watch that starts anew goes on. */
export function decide(decision: Decision): AlarmChanges {
  const { conditions } = decision;
  const standing = new Map(decision.standing.map((alarm) => [keyOf(alarm), alarm]));
  const known = new Set<string>();
  const ended: AlarmEnding[] = [];
  const cleared: AlarmClearing[] = [];
  const raised: NewAlarm[] = [];
  for (const condition of conditions) {
    const key = keyOf(condition);
    const alarm = standing.get(key);
    known.add(key);
    if (!alarm) {
      if (condition.state === "there" && condition.isNews) raised.push(raise(condition, decision));
    } else if (condition.state !== "over") {
      if (alarm.clearSince !== null) cleared.push({ id: alarm.id, clearSince: null });
    } else if (hasHeld(alarm, condition, decision))
      ended.push({ id: alarm.id, endedAt: decision.now, how: "by_itself" });
    else if (alarm.clearSince === null || alarm.clearSince > decision.now)
      cleared.push({ id: alarm.id, clearSince: decision.now });
  }
  for (const [key, { id }] of standing)
    if (!known.has(key)) ended.push({ id, endedAt: decision.now, how: "subject_gone" });
  return { ended, raised, cleared, folded: fold(decision, ended, raised) };
}

/** Whether the condition has been over for long enough: one sign of life makes no device well. */
function hasHeld({ clearSince }: Alarm, { overAt }: Condition, { holdMs }: Decision): boolean {
  return holdMs === 0 || (clearSince !== null && overAt - clearSince >= holdMs);
}

function raise(condition: Condition, { tenantId, now, newId }: Decision): NewAlarm {
  const { plantId, subject, kind, severity, evidence } = condition;
  return { id: newId(), tenantId, plantId, subject, kind, severity, raisedAt: now, evidence };
}

/** Puts open alarms under the open one that explains them, and takes them out again. */
function fold(
  { conditions, standing }: Decision,
  ended: readonly AlarmEnding[],
  raised: readonly NewAlarm[],
): AlarmFolding[] {
  const over = new Set(ended.map(({ id }) => id));
  const before = standing.filter(({ id, resolvedAt }) => resolvedAt === null && !over.has(id));
  const open = new Map<string, { readonly id: Id; readonly parentId: Id | null }>();
  for (const alarm of before) open.set(keyOf(alarm), alarm);
  for (const alarm of raised) open.set(keyOf(alarm), { id: alarm.id, parentId: null });
  if (open.size === 0) return [];
  return conditions.flatMap((condition) => {
    const alarm = open.get(keyOf(condition));
    if (!alarm) return [];
    const parent = condition.explainedBy.find((key) => open.has(key));
    const parentId = parent === undefined ? null : (open.get(parent)?.id ?? null);
    return parentId === alarm.parentId ? [] : [{ id: alarm.id, parentId }];
  });
}
