import { SolarmonError } from "@solarmon/core";
import type { ConnectionPool, PoolConnection } from "../database/pool.ts";
import { toPostgresError } from "../database/postgres-error.ts";
import { SCHEMA } from "../database/roles.ts";
import { takeConnection } from "../database/take-connection.ts";
import { checksumOf } from "./checksum.ts";
import { type Migration, MIGRATIONS } from "./migrations.ts";
import { BECOME_OWNER, MAKE_ROLES } from "./roles-sql.ts";

const MIN_SERVER_VERSION = 150_000;
/** One at a time migrates a database; any number will do, as long as it stays. */
const LOCK = "select pg_advisory_xact_lock(hashtextextended('solarmon migrate', 0))";

/** What a migration did. */
export interface MigrationReport {
  /** Names of the migrations that were run now, in order. */
  readonly applied: readonly string[];
  /** Number of the schema's version. */
  readonly version: number;
}

/**
 * Brings the database to this program's schema: roles, tables, policies. All or nothing, and one at a time, whoever
 * calls. The connection is someone who may make roles and, in this database, a schema; the app must be someone else.
 *
 * @throws {@link SolarmonError} `storage_corrupt` when a newer program was here, or a migration that ran was changed ·
 * `unsupported` for a server before PostgreSQL 15 · `forbidden` · `unavailable`
 */
export async function migrate(
  pool: ConnectionPool,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<MigrationReport> {
  let connection: PoolConnection | undefined;
  try {
    connection = await takeConnection(pool);
    await connection.query({ text: `begin; ${LOCK}` });
    const applied = await run(connection, migrations);
    await connection.query({ text: "commit" });
    return { applied, version: migrations.length };
  } catch (error) {
    throw toPostgresError(error);
  } finally {
    connection?.release(true); // its role was changed
  }
}

async function run(
  connection: PoolConnection,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await requireServer(connection);
  await connection.query({ text: MAKE_ROLES + BECOME_OWNER });
  const done = await readApplied(connection);
  requireKnown(done, migrations);
  const missing = migrations.slice(done.length);
  for (const [index, { name, sql }] of missing.entries()) {
    await connection.query({ text: sql });
    await connection.query({
      text: `insert into ${SCHEMA}.migrations (number, name, checksum) values ($1, $2, $3)`,
      values: [done.length + index + 1, name, checksumOf(sql)],
    });
  }
  return missing.map(({ name }) => name);
}

/** @throws `unsupported` before PostgreSQL 15 */
export async function requireServer(connection: PoolConnection): Promise<void> {
  const text = "select current_setting('server_version_num')::int as version";
  const { rows } = await connection.query({ text, rowMode: "array" });
  const version = Number(Array.isArray(rows[0]) ? rows[0][0] : 0);
  if (version < MIN_SERVER_VERSION)
    throw new SolarmonError("unsupported", `PostgreSQL ${version} is too old: 15 or later, please`);
}

export interface Applied {
  readonly name: string;
  readonly checksum: string;
}

/** What ran before; nothing in a database that was never migrated. */
export async function readSchemaState(connection: PoolConnection): Promise<readonly Applied[]> {
  const text = `select to_regclass('${SCHEMA}.migrations') is not null as known`;
  const { rows } = await connection.query({ text, rowMode: "array" });
  const isKnown = Array.isArray(rows[0]) && rows[0][0] === true;
  return isKnown ? await readApplied(connection) : [];
}

async function readApplied(connection: PoolConnection): Promise<readonly Applied[]> {
  const text = `select name, checksum from ${SCHEMA}.migrations order by number`;
  const { rows } = await connection.query({ text });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the statement says what its columns are
  return rows as readonly Applied[];
}

/** @throws `storage_corrupt` when what ran is not the beginning of what this program knows */
export function requireKnown(done: readonly Applied[], migrations: readonly Migration[]): void {
  for (const [index, { name, checksum }] of done.entries()) {
    const known = migrations[index];
    if (!known)
      throw new SolarmonError(
        "storage_corrupt",
        `the database has schema version ${done.length}, this program knows ${migrations.length}. Use a later version of Solarmon.`,
      );
    if (known.name !== name || checksumOf(known.sql) !== checksum)
      throw new SolarmonError(
        "storage_corrupt",
        `migration ${index + 1} (${name}) is not the one that was run. Use the version of Solarmon that made this database.`,
      );
  }
}
