import {
  type AlarmChanges,
  type AlarmClearing,
  type AlarmEnding,
  type AlarmFolding,
  evidenceText,
  type Id,
  isId,
  type NewAlarm,
} from "@solarmon/core";
import { printable } from "../database/printable.ts";
import type { Session } from "../database/session.ts";

/**
 * Two watchers at once would lock rows in different orders. Not a name that begins with `solarmon`: a watcher may hold a
 * lease of such a name on another connection, and would wait for itself.
 */
const ALONE = "select pg_advisory_xact_lock(hashtextextended('changes of alarms', 0))";
const END = `
update solarmon.alarms set ended_at = given.at, resolved_at = coalesce(resolved_at, given.at),
  resolution = coalesce(alarms.resolution, given.resolution)
from unnest($1::uuid[], $2::int8[], $3::text[]) as given (id, at, resolution)
where alarms.id = given.id and ended_at is null`;
const RELEASE = `
update solarmon.alarms set parent_id = null from solarmon.alarms as parent
where parent.id = any ($1::uuid[]) and parent.resolved_at is not null
  and alarms.tenant_id = parent.tenant_id and alarms.parent_id = parent.id and alarms.resolved_at is null`;
const COLUMNS =
  "id, tenant_id, plant_id, subject_type, subject_id, subject_name, kind, severity, raised_at, evidence";
const RAISE = `
insert into solarmon.alarms (${COLUMNS})
select given.* from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[],
    $8::text[], $9::int8[], $10::text[]) as given (${COLUMNS})
  join solarmon.tenants using (tenant_id)
on conflict (tenant_id, kind, subject_type, subject_id) where ended_at is null do nothing
returning id`;
const CLEAR = `
update solarmon.alarms set clear_since = given.since from unnest($1::uuid[], $2::int8[]) as given (id, since)
where alarms.id = given.id and ended_at is null`;
const FOLD = `
update solarmon.alarms set parent_id = (
  select parent.id from solarmon.alarms as parent
  where parent.tenant_id = alarms.tenant_id and parent.id = given.parent_id and parent.id <> alarms.id
    and parent.resolved_at is null)
from unnest($1::uuid[], $2::uuid[]) as given (id, parent_id)
where alarms.id = given.id and ended_at is null and alarms.resolved_at is null`;

/**
 * Does what a watcher has found, a statement for each part.
 *
 * @returns ids of the alarms that were raised
 */
export async function applyChanges(
  session: Session,
  { ended, raised, cleared, folded }: AlarmChanges,
): Promise<ReadonlySet<Id>> {
  await session.rows(ALONE);
  if (ended.length > 0) await end(session, known(ended));
  const rows = raised.length > 0 ? await session.rows<[Id]>(RAISE, raiseColumns(raised)) : [];
  if (cleared.length > 0) await session.rows(CLEAR, clearColumns(known(cleared)));
  if (folded.length > 0) await session.rows(FOLD, foldColumns(known(folded)));
  return new Set(rows.map(([id]) => id));
}

async function end(session: Session, endings: readonly AlarmEnding[]): Promise<void> {
  const ids = endings.map(({ id }) => id);
  const resolutions = endings.map(({ how }) => JSON.stringify({ how, by: null, reason: null }));
  await session.rows(END, [ids, endings.map(({ endedAt }) => endedAt), resolutions]);
  await session.rows(RELEASE, [ids]);
}

function raiseColumns(alarms: readonly NewAlarm[]): unknown[] {
  return [
    alarms.map(({ id }) => id),
    alarms.map(({ tenantId }) => tenantId),
    alarms.map(({ plantId }) => plantId),
    alarms.map(({ subject }) => subject.type),
    alarms.map(({ subject }) => subject.id),
    alarms.map(({ subject }) => printable(subject.name)),
    alarms.map(({ kind }) => kind),
    alarms.map(({ severity }) => severity),
    alarms.map(({ raisedAt }) => raisedAt),
    alarms.map(({ evidence }) => evidenceText(evidence)),
  ];
}

function clearColumns(clearings: readonly AlarmClearing[]): unknown[] {
  return [clearings.map(({ id }) => id), clearings.map(({ clearSince }) => clearSince)];
}

function foldColumns(foldings: readonly AlarmFolding[]): unknown[] {
  const parents = foldings.map(({ parentId }) =>
    parentId !== null && isId(parentId) ? parentId : null,
  );
  return [foldings.map(({ id }) => id), parents];
}

function known<Item extends { readonly id: Id }>(items: readonly Item[]): Item[] {
  return items.filter(({ id }) => isId(id));
}
