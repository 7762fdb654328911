import {
  type AlarmChanges,
  type AlarmEnding,
  evidenceText,
  type Id,
  type NewAlarm,
} from "@solarmon/core";
import type { DatabaseSync } from "node:sqlite";

const END = `
  UPDATE alarms SET ended_at = :at, resolved_at = coalesce(resolved_at, :at),
    resolution = coalesce(resolution, :resolution)
  WHERE id = :id AND ended_at IS NULL`;
const RELEASE = "UPDATE alarms SET parent_id = NULL WHERE parent_id = ? AND resolved_at IS NULL";
const RAISE = `
  INSERT INTO alarms
    (id, tenant_id, plant_id, subject_type, subject_id, subject_name, kind, severity, raised_at, evidence)
  SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ? FROM tenants WHERE id = ?
  ON CONFLICT DO NOTHING`;
const CLEAR = "UPDATE alarms SET clear_since = ? WHERE id = ? AND ended_at IS NULL";
const FOLD = `
  UPDATE alarms SET parent_id = (
    SELECT parent.id FROM alarms AS parent
    WHERE parent.id = ? AND parent.id <> alarms.id AND parent.tenant_id = alarms.tenant_id
      AND parent.resolved_at IS NULL)
  WHERE id = ? AND resolved_at IS NULL`;

/**
 * Does what a watcher has found in one transaction.
 *
 * @returns ids of the alarms that were raised
 */
export function applyChanges(sqlite: DatabaseSync, changes: AlarmChanges): ReadonlySet<Id> {
  sqlite.exec("BEGIN IMMEDIATE");
  try {
    endAll(sqlite, changes.ended);
    const raised = raiseAll(sqlite, changes.raised);
    const clear = sqlite.prepare(CLEAR);
    for (const { id, clearSince } of changes.cleared) clear.run(clearSince, id);
    const fold = sqlite.prepare(FOLD);
    for (const { id, parentId } of changes.folded) fold.run(parentId, id);
    sqlite.exec("COMMIT");
    return raised;
  } finally {
    if (sqlite.isTransaction) sqlite.exec("ROLLBACK");
  }
}

function endAll(sqlite: DatabaseSync, endings: readonly AlarmEnding[]): void {
  const end = sqlite.prepare(END);
  const release = sqlite.prepare(RELEASE);
  for (const { id, endedAt: at, how } of endings) {
    const resolution = JSON.stringify({ how, by: null, reason: null });
    if (end.run({ id, at, resolution }).changes > 0) release.run(id);
  }
}

function raiseAll(sqlite: DatabaseSync, alarms: readonly NewAlarm[]): Set<Id> {
  const raise = sqlite.prepare(RAISE);
  const raised = new Set<Id>();
  for (const alarm of alarms) {
    const { id, tenantId, plantId, subject, kind, severity, raisedAt } = alarm;
    const evidence = evidenceText(alarm.evidence);
    const about = [subject.type, subject.id, subject.name];
    const row = [id, plantId, ...about, kind, severity, raisedAt, evidence, tenantId];
    if (raise.run(...row).changes > 0) raised.add(id);
  }
  return raised;
}
