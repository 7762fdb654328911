/** Roll-ups as core writes them, and refused input. `resolution`: see `rollups/resolution-numbers.ts`. */
export const ROLLUPS = `
create table solarmon.rollups (
  tenant_id uuid not null,
  device_id uuid not null,
  resolution smallint not null,
  start bigint not null,
  bytes bytea not null,
  primary key (tenant_id, device_id, resolution, start)
);

create table solarmon.quarantine (
  tenant_id uuid not null,
  number bigint generated always as identity,
  id uuid not null,
  plant_id uuid not null,
  device_id uuid,
  received_at bigint not null,
  source text not null,
  reason text not null,
  detail text not null,
  point text,
  sample text not null,
  primary key (tenant_id, number)
);
create index quarantine_by_plant on solarmon.quarantine (tenant_id, plant_id, number);

select solarmon.protect(name) from unnest(array[
  'solarmon.rollups', 'solarmon.quarantine'
]::regclass[]) as name;
grant select, insert, update, delete on solarmon.rollups, solarmon.quarantine to solarmon_app;
`;
