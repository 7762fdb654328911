import { ROLES, SCHEMA } from "../database/roles.ts";

/** Makes the roles where they are missing. Roles belong to the whole cluster: another database may have made them. */
export const MAKE_ROLES: string = Object.values(ROLES)
  .map(
    (role) => `
do $$ begin
  if to_regrole('${role}') is null then
    create role ${role} nologin noinherit nosuperuser nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;`,
  )
  .join("");

/** Whoever migrates works as the owner, and stays able to. */
export const BECOME_OWNER: string = `
do $$ begin
  if not pg_has_role(current_user, '${ROLES.owner}', 'member') then
    execute format('grant ${ROLES.owner} to %I', current_user);
  end if;
end $$;
create schema if not exists ${SCHEMA} authorization ${ROLES.owner};
set local role ${ROLES.owner};
create table if not exists ${SCHEMA}.migrations (
  number integer primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
);
grant usage on schema ${SCHEMA} to ${ROLES.app}, ${ROLES.operator};
grant select on ${SCHEMA}.migrations to ${ROLES.app}, ${ROLES.operator};
`;
