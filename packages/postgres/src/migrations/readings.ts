/**
 * hot: readings that are not in a chunk yet, and later changes of ones that are. The hour leads its key: writes of
 * now land side by side, and a day of one device is 24 short ranges instead of a scan over all devices.
 * hot_days: device-days that have hot rows. chunks: closed device-days, as core's column chunks.
 * versions: all versions of readings that have more than one; the winner's fold is in hot or in the chunk.
 * reading_devices: where the newest reading of each device is, and that reading itself once it is in a chunk.
 * reading_tenants: a number that moves whenever what writers remember of the tenant's devices has become untrue.
 */
export const READINGS = `
create table solarmon.reading_tenants (
  tenant_id uuid primary key,
  epoch uuid not null,
  changes bigint not null default 0
);

create table solarmon.reading_sources (
  tenant_id uuid not null,
  number integer generated always as identity,
  rank smallint not null,
  name text not null,
  primary key (tenant_id, number),
  unique (tenant_id, rank, name)
);

create table solarmon.reading_devices (
  tenant_id uuid not null,
  device_id uuid not null,
  last_slot integer not null,
  sealed_at bigint,
  sealed_received_at bigint,
  sealed_packed bytea,
  primary key (tenant_id, device_id)
) with (fillfactor = 70);

create table solarmon.hot_days (
  tenant_id uuid not null,
  device_id uuid not null,
  day integer not null,
  primary key (tenant_id, device_id, day)
);
create index hot_days_by_day on solarmon.hot_days (tenant_id, day);

create table solarmon.readings_hot (
  tenant_id uuid not null,
  device_id uuid not null,
  measured_at bigint not null,
  received_at bigint not null,
  slot integer not null,
  source integer not null,
  quality smallint not null,
  packed bytea not null,
  primary key (slot, tenant_id, device_id, measured_at)
) partition by range (slot);
create table solarmon.readings_hot_other partition of solarmon.readings_hot default;

create table solarmon.reading_versions (
  tenant_id uuid not null,
  device_id uuid not null,
  measured_at bigint not null,
  received_at bigint not null,
  source integer not null,
  quality smallint not null,
  packed bytea not null,
  primary key (tenant_id, device_id, measured_at, quality, packed)
);

create table solarmon.reading_chunks (
  tenant_id uuid not null,
  device_id uuid not null,
  day integer not null,
  bytes bytea not null,
  primary key (tenant_id, device_id, day)
) partition by range (day);
-- chunks are compressed already
alter table solarmon.reading_chunks alter column bytes set storage external;
create table solarmon.reading_chunks_other partition of solarmon.reading_chunks default;

select solarmon.protect(name) from unnest(array[
  'solarmon.reading_tenants', 'solarmon.reading_sources', 'solarmon.reading_devices', 'solarmon.hot_days',
  'solarmon.readings_hot', 'solarmon.readings_hot_other', 'solarmon.reading_versions',
  'solarmon.reading_chunks', 'solarmon.reading_chunks_other'
]::regclass[]) as name;

grant select, insert, update, delete on solarmon.reading_tenants, solarmon.reading_sources,
  solarmon.reading_devices, solarmon.hot_days, solarmon.readings_hot, solarmon.reading_versions,
  solarmon.reading_chunks to solarmon_app;

-- which tenants have readings, for the work that goes over all of them
create policy operator on solarmon.reading_tenants for select to solarmon_operator using (true);
grant select (tenant_id) on solarmon.reading_tenants to solarmon_operator;
`;
