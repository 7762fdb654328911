import { ROLES, SCHEMA } from "../database/roles.ts";
import type { Session } from "../database/session.ts";

/** The policy as PostgreSQL prints it back, without what its versions may print otherwise: see `bare`. */
const POLICY = "tenant_id=SELECTNULLIFcurrent_setting'app.tenant_id',true,''::uuid";

/** An expression without blanks, brackets and names. */
function bare(expression: string): string {
  return `regexp_replace(pg_get_expr(${expression}, p.polrelid), '[\\s()]|::text|AS "nullif"', '', 'g')`;
}

const TABLES = `
select c.relname, c.relrowsecurity, c.relforcerowsecurity,
  coalesce((select p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'
      and ${bare("p.polqual")} = $1 and ${bare("p.polwithcheck")} = $1
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

/** Functions that run with their owner's rights, where the app may call them. */
const DOORS = `
select p.oid::regprocedure::text from pg_proc p
where p.pronamespace = '${SCHEMA}'::regnamespace and p.prosecdef
  and has_function_privilege('${ROLES.app}', p.oid, 'execute')
order by 1`;

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
  for (const [name] of await session.rows<[string]>(DOORS))
    faults.push(
      `${name} is a function that the app may call and that runs with its owner's rights`,
    );
  for (const [name] of await session.rows<[string]>(ROLES_ASTRAY, [Object.values(ROLES)]))
    faults.push(`the role ${name} may log in, goes round row-level security, or owns tables`);
  for (const [sentence] of await session.rows<[string]>(MEMBERS))
    faults.push(`a role of ours has the rights of another: ${sentence}`);
  return faults;
}
