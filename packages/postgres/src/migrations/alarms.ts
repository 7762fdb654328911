/**
 * Alarms. Of a kind and subject one stands: the index refuses a second, whoever raises it. The watcher goes over all
 * tenants, as the operator; it may not remove any. Evidence and resolution are JSON text: JSON of PostgreSQL has no NUL.
 */
export const ALARMS = `
create table solarmon.alarms (
  tenant_id uuid not null references solarmon.tenants on delete cascade,
  id uuid not null,
  plant_id uuid,
  subject_type text not null,
  subject_id uuid not null,
  subject_name text not null,
  kind text not null,
  severity text not null,
  raised_at bigint not null,
  evidence text not null,
  parent_id uuid,
  acknowledged_at bigint,
  acknowledged_by text,
  resolved_at bigint,
  resolution text,
  clear_since bigint,
  ended_at bigint,
  primary key (tenant_id, id)
);
create unique index alarms_standing on solarmon.alarms (tenant_id, kind, subject_type, subject_id)
  where ended_at is null;
create index alarms_by_id on solarmon.alarms (id);
create index alarms_by_time on solarmon.alarms (tenant_id, raised_at, id);
create index alarms_open on solarmon.alarms (tenant_id, raised_at, id) where resolved_at is null;
create index alarms_by_plant on solarmon.alarms (tenant_id, plant_id, raised_at, id);
create index alarms_folded on solarmon.alarms (tenant_id, parent_id) where resolved_at is null;

select solarmon.protect('solarmon.alarms');
grant select, insert, update, delete on solarmon.alarms to solarmon_app;
create policy operator_reads on solarmon.alarms for select to solarmon_operator using (true);
create policy operator_adds on solarmon.alarms for insert to solarmon_operator with check (true);
create policy operator_writes on solarmon.alarms for update to solarmon_operator using (true) with check (true);
grant select, insert, update on solarmon.alarms to solarmon_operator;
`;
