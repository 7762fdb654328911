/**
 * The composite keys make the database itself refuse a device or credential below another tenant's plant. Two keys span
 * tenants, since log-in starts from them: the credential's id, which is random, and the e-mail address, which the port
 * promises to be unique.
 */
export const CATALOG = `
create table solarmon.tenants (
  tenant_id uuid primary key,
  name text not null,
  parent_id uuid references solarmon.tenants on delete set null,
  created_at bigint not null,
  number bigint generated always as identity
);
create index tenants_by_parent on solarmon.tenants (parent_id);

create table solarmon.plants (
  tenant_id uuid not null references solarmon.tenants on delete cascade,
  id uuid not null,
  name text not null,
  time_zone text not null,
  latitude_deg double precision,
  longitude_deg double precision,
  dc_kwp double precision,
  ac_kw double precision,
  arrays jsonb not null,
  created_at bigint not null,
  number bigint generated always as identity,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
create index plants_by_id on solarmon.plants (id);

create table solarmon.devices (
  tenant_id uuid not null,
  id uuid not null,
  plant_id uuid not null,
  parent_id uuid,
  name text not null,
  kind text not null,
  rated_power_w double precision,
  interval_ms bigint,
  created_at bigint not null,
  number bigint generated always as identity,
  primary key (tenant_id, id),
  unique (tenant_id, plant_id, id),
  unique (tenant_id, plant_id, name),
  foreign key (tenant_id, plant_id) references solarmon.plants on delete cascade,
  foreign key (tenant_id, plant_id, parent_id) references solarmon.devices (tenant_id, plant_id, id)
);
create index devices_by_parent on solarmon.devices (tenant_id, plant_id, parent_id);

create table solarmon.credentials (
  tenant_id uuid not null,
  id uuid primary key,
  plant_id uuid not null,
  device_id uuid,
  secret_hash text not null,
  created_at bigint not null,
  revoked_at bigint,
  foreign key (tenant_id, plant_id) references solarmon.plants on delete cascade,
  foreign key (tenant_id, plant_id, device_id)
    references solarmon.devices (tenant_id, plant_id, id) on delete cascade
);
create index credentials_by_plant on solarmon.credentials (tenant_id, plant_id, device_id);

create table solarmon.users (
  tenant_id uuid not null references solarmon.tenants on delete cascade,
  id uuid not null,
  email text not null unique,
  role text not null,
  password_hash text not null,
  created_at bigint not null,
  primary key (tenant_id, id)
);

select solarmon.protect(name) from unnest(array[
  'solarmon.tenants', 'solarmon.plants', 'solarmon.devices', 'solarmon.credentials', 'solarmon.users'
]::regclass[]) as name;

grant usage on schema solarmon to solarmon_app, solarmon_operator;
grant select, insert, update, delete on solarmon.tenants, solarmon.plants, solarmon.devices,
  solarmon.credentials, solarmon.users to solarmon_app;

create policy operator on solarmon.tenants for select to solarmon_operator using (true);
create policy operator on solarmon.plants for select to solarmon_operator using (true);
create policy operator on solarmon.credentials for select to solarmon_operator using (true);
create policy operator on solarmon.users for select to solarmon_operator using (true);
grant select on solarmon.tenants, solarmon.plants, solarmon.credentials, solarmon.users
  to solarmon_operator;
`;
