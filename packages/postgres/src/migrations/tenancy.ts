/**
 * What every table with a `tenant_id` goes through: row-level security that holds for the owner too, and one policy.
 * The sub-select makes PostgreSQL read the setting once a statement; without it a scan is some eight times slower.
 * After a transaction the setting is '' and not null, hence `nullif`. Without a tenant there are no rows.
 */
export const TENANCY = `
create function solarmon.protect(tenant_table regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format(
    'create policy tenant on %s
       using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))
       with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))',
    tenant_table);
end $$;
revoke all on function solarmon.protect(regclass) from public;
`;
