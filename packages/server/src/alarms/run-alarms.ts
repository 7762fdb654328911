import {
  type Alarm,
  type AlarmPage,
  type AlarmQuery,
  type Id,
  type ListedAlarm,
  SolarmonError,
  systemClock,
  type TenantAlarms,
  type TenantScope,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { commandActor } from "../audit/actors.ts";
import type { AuditedRecords } from "../audit/audit-records.ts";
import type { CommonFlags } from "../cli/common-options.ts";
import { createOutput, table } from "../cli/output.ts";
import type { AlarmListFlags, ResolveFlags } from "../commands/alarms.ts";
import { findPlant } from "../folder/find-plant.ts";
import { findTenants } from "../folder/find-tenants.ts";
import { openRecordsAtHand } from "../folder/open-folder-catalog.ts";
import { alarmRow } from "./alarm-words.ts";

const PAGE_ALARMS = 500;
const HEADER = ["ALARM", "SEVERITY", "ABOUT", "WHAT", "SINCE", "STATE"];

/** `solarmon alarms`: reads the alarms directly, whether a server runs on them or not. */
export async function runAlarmList(flags: AlarmListFlags): Promise<void> {
  const output = createOutput(flags.json === true);
  await using records = await openRecordsAtHand(flags.dataDir);
  const rows: string[][] = [];
  const now = systemClock.now();
  const plant =
    flags.plant === undefined ? undefined : await findPlant(records.catalog, flags.plant);
  for (const tenant of await findTenants(records.catalog, flags.tenant ?? plant?.tenantId)) {
    const scope = scopeOf(tenant.id);
    const plants = output.isJson ? [] : await records.catalog.forTenant(scope).plants();
    const names = new Map(plants.map(({ id, name }) => [id, name]));
    const query = queryOf(flags, plant?.id);
    for await (const alarm of alarmsOf(records.alarms.forTenant(scope), query))
      if (output.isJson) output.result(toJson(alarm));
      else rows.push(alarmRow(alarm, names, now));
  }
  if (output.isJson) return;
  const none = flags.all ? "No alarms so far." : "No open alarms.";
  output.result({}, rows.length === 0 ? none : table([HEADER, ...rows]));
}

/** `solarmon alarms acknowledge ALARM` */
export async function runAcknowledge(id: Id, flags: CommonFlags): Promise<void> {
  const output = createOutput(flags.json === true);
  await using records = await openRecordsAtHand(flags.dataDir);
  const { scope, own } = await findAlarm(records, id);
  const alarm = await own.acknowledge(id, actorName());
  await note(records, scope, "alarm.acknowledged", alarm);
  output.result(toJson(alarm), `Seen by ${alarm.acknowledgedBy}: ${alarm.subject.name}.`);
}

/** `solarmon alarms resolve ALARM --reason …` */
export async function runResolve(id: Id, flags: ResolveFlags): Promise<void> {
  const output = createOutput(flags.json === true);
  await using records = await openRecordsAtHand(flags.dataDir);
  const { scope, own } = await findAlarm(records, id);
  const alarm = await own.resolve(id, actorName(), flags.reason);
  await note(records, scope, "alarm.resolved", alarm);
  output.result(toJson(alarm), `Resolved: ${alarm.subject.name}.`);
}

function queryOf({ all, folded }: AlarmListFlags, plantId: Id | undefined): AlarmQuery {
  return {
    limit: PAGE_ALARMS,
    ...(all ? {} : { isOpen: true }),
    ...(folded ? {} : { isFolded: false }),
    ...(plantId === undefined ? {} : { plantId }),
  };
}

async function* alarmsOf(own: TenantAlarms, query: AlarmQuery): AsyncGenerator<ListedAlarm> {
  let page: AlarmPage = await own.list(query);
  yield* page.alarms;
  while (page.next !== null) {
    page = await own.list({ ...query, after: page.next });
    yield* page.alarms;
  }
}

/** Whoever may run the command may see every tenant's. @throws `not_found` */
async function findAlarm(
  { catalog, alarms }: AuditedRecords,
  id: Id,
): Promise<{ readonly scope: TenantScope; readonly own: TenantAlarms }> {
  for (const tenant of await catalog.tenants()) {
    const scope = scopeOf(tenant.id);
    const own = alarms.forTenant(scope);
    if (await own.alarm(id)) return { scope, own };
  }
  throw new SolarmonError(
    "not_found",
    `there is no alarm ${id}. See the alarms with: solarmon alarms`,
  );
}

function actorName(): string {
  return commandActor().name ?? "command";
}

async function note(
  { trail }: AuditedRecords,
  scope: TenantScope,
  action: "alarm.acknowledged" | "alarm.resolved",
  { id, kind, subject, resolution }: Alarm,
): Promise<void> {
  const reason = action === "alarm.resolved" ? { reason: resolution?.reason ?? null } : {};
  await trail.note(scope, {
    actor: commandActor(),
    action,
    subject: { kind: "alarm", id, name: subject.name },
    after: { kind, ...reason },
  });
}

function toJson({ id: alarmId, ...alarm }: Alarm): object {
  return { alarmId, ...alarm };
}
