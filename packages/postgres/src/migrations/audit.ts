/**
 * The audit log. The app may add and read entries, and no role may do more: they go with their tenant, by the reference.
 */
export const AUDIT = `
create table solarmon.audit (
  tenant_id uuid not null references solarmon.tenants on delete cascade,
  number bigint generated always as identity,
  id uuid not null,
  at bigint not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text,
  action text not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_name text,
  before_fields text,
  after_fields text,
  address text,
  primary key (tenant_id, at, number)
);
select solarmon.protect('solarmon.audit');
grant select, insert on solarmon.audit to solarmon_app;
`;
