/**
 * The roles of Solarmon in a PostgreSQL cluster. None can log in: logins are made members of them.
 *
 * - `owner` owns the schema; nobody works as it
 * - `app` does everything for tenants, one tenant a transaction
 * - `operator` looks things up before the tenant is known (log-in) and across tenants (scheduler, list of tenants). It
 *   sees no reading and no roll-up.
 */
export const ROLES = {
  owner: "solarmon_owner",
  app: "solarmon_app",
  operator: "solarmon_operator",
} as const;

/** The schema that holds everything. */
export const SCHEMA = "solarmon";
