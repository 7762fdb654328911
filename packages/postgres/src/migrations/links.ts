/**
 * Vendor links, and what the scheduler alone reads and writes: quota counts and sealed secrets. Of other tenants' links
 * the operator may change the status only.
 */
export const LINKS = `
create table solarmon.links (
  tenant_id uuid not null references solarmon.tenants on delete cascade,
  id uuid not null,
  vendor text not null,
  name text not null,
  settings jsonb not null,
  status jsonb not null,
  created_at bigint not null,
  number bigint generated always as identity,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
create unique index links_by_number on solarmon.links (number);

create table solarmon.link_sites (
  tenant_id uuid not null,
  link_id uuid not null,
  place integer not null,
  key text not null,
  plant_id uuid not null,
  primary key (tenant_id, link_id, place),
  unique (tenant_id, link_id, key),
  foreign key (tenant_id, link_id) references solarmon.links on delete cascade,
  foreign key (tenant_id, plant_id) references solarmon.plants on delete cascade
);
create index link_sites_by_plant on solarmon.link_sites (tenant_id, plant_id);

select solarmon.protect(name) from unnest(array['solarmon.links', 'solarmon.link_sites']::regclass[]) as name;
grant select, insert, update, delete on solarmon.links, solarmon.link_sites to solarmon_app;
create policy operator_reads on solarmon.links for select to solarmon_operator using (true);
create policy operator_reads on solarmon.link_sites for select to solarmon_operator using (true);
create policy operator_writes on solarmon.links for update to solarmon_operator using (true) with check (true);
grant select on solarmon.links, solarmon.link_sites to solarmon_operator;
grant update (status) on solarmon.links to solarmon_operator;

create table solarmon.quotas (
  credential text primary key,
  state jsonb not null
);
create table solarmon.secrets (
  name text primary key,
  key_id text not null,
  wrapped_key bytea not null,
  sealed bytea not null
);
grant select, insert, update, delete on solarmon.quotas, solarmon.secrets to solarmon_operator;
`;
