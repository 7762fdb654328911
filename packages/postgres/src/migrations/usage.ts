/**
 * What tenants have used. The app may only read: figures that are billed come from the processor and the server, by the
 * operator's door, of many tenants in one statement. `previous`: where a source was booked before its last booking.
 */
export const USAGE = `
create table solarmon.usage_positions (
  tenant_id uuid not null,
  source text not null,
  position numeric(60) not null,
  previous numeric(60) not null,
  primary key (tenant_id, source)
) with (fillfactor = 50);

create table solarmon.usage_days (
  tenant_id uuid not null,
  day integer not null,
  points_ingested bigint not null,
  points_stored bigint not null,
  readings_refused bigint not null,
  api_calls bigint not null,
  live_minutes bigint not null,
  primary key (tenant_id, day)
) with (fillfactor = 50);

create table solarmon.usage_plants (
  tenant_id uuid not null,
  day integer not null,
  plant_id uuid not null,
  dc_kwp double precision not null,
  primary key (tenant_id, day, plant_id)
);

select solarmon.protect(name) from unnest(array[
  'solarmon.usage_positions', 'solarmon.usage_days', 'solarmon.usage_plants'
]::regclass[]) as name;
grant select on solarmon.usage_positions, solarmon.usage_days, solarmon.usage_plants to solarmon_app;

create policy operator on solarmon.usage_positions to solarmon_operator using (true) with check (true);
create policy operator on solarmon.usage_days to solarmon_operator using (true) with check (true);
create policy operator on solarmon.usage_plants to solarmon_operator using (true) with check (true);
grant select, insert, update, delete on solarmon.usage_positions, solarmon.usage_days, solarmon.usage_plants
  to solarmon_operator;
`;
