import { ROLES, SCHEMA } from "../database/roles.ts";
import type { Session } from "../database/session.ts";

/** The policy as PostgreSQL prints it back. */
const POLICY =
  "(tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS \"nullif\"))";

const TABLES = `
select c.relname, c.relrowsecurity, c.relforcerowsecurity,
  coalesce((select p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'
      and pg_get_expr(p.polqual, p.polrelid) = $1 and pg_get_expr(p.polwithcheck, p.polrelid) = $1
    from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant'), false),
  (select count(*) from pg_policy p where p.polrelid = c.oid and p.polname <> 'tenant'
    and not (p.polroles = array[to_regrole('${ROLES.operator}')]::oid[])),
  c.relispartition and exists (select from aclexplode(c.relacl) a
    where a.grantee in (0, to_regrole('${ROLES.app}'), to_regrole('${ROLES.operator}')))
from pg_class c
where c.relnamespace = '${SCHEMA}'::regnamespace and c.relkind in ('r', 'p')
  and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
order by c.relname`;

const VIEWS = `
select c.relname from pg_class c
where c.relnamespace = '${SCHEMA}'::regnamespace
  and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false)))
order by c.relname`;

const ROLES_ASTRAY = `
select rolname from pg_roles
where (rolname = any ($1) and (rolsuper or rolbypassrls or rolcanlogin))
  or (rolname in ('${ROLES.app}', '${ROLES.operator}') and exists (
    select from pg_class c where c.relnamespace = '${SCHEMA}'::regnamespace and c.relowner = pg_roles.oid))
order by rolname`;

const MEMBERS = `
select m.roleid::regrole::text || ' is a member of it: ' || m.member::regrole::text from pg_auth_members m
where m.member = any (array[to_regrole('${ROLES.app}'), to_regrole('${ROLES.operator}')]::oid[])`;

/**
 * What is wrong with the walls between tenants, a sentence for each; empty when they stand: every table with a
 * `tenant_id` has row-level security, holds its owner to it and has the one policy, no view or role goes round it.
 */
export async function isolationFaults(session: Session): Promise<readonly string[]> {
  const faults: string[] = [];
  type Table = readonly [string, boolean, boolean, boolean, number, boolean];
  for (const [name, isOn, isForced, hasPolicy, others, isOpen] of await session.rows<Table>(
    TABLES,
    [POLICY],
  )) {
    if (!isOn) faults.push(`${name} has no row-level security`);
    if (!isForced) faults.push(`${name} does not hold its owner to row-level security (FORCE)`);
    if (!hasPolicy) faults.push(`${name} has no policy named tenant, or another than it should be`);
    if (others > 0) faults.push(`${name} has a policy that opens it to others than the operator`);
    if (isOpen) faults.push(`${name} is a partition that can be reached directly`);
  }
  for (const [name] of await session.rows<[string]>(VIEWS))
    faults.push(`${name} is a view that does not ask as its caller (security_invoker)`);
  for (const [name] of await session.rows<[string]>(ROLES_ASTRAY, [Object.values(ROLES)]))
    faults.push(`the role ${name} may log in, goes round row-level security, or owns tables`);
  for (const [sentence] of await session.rows<[string]>(MEMBERS))
    faults.push(`a role of ours has another's rights: ${sentence}`);
  return faults;
}
