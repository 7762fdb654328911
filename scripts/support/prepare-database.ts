import { randomBytes } from "node:crypto";
import { connectPostgres, migrate } from "@solarmon/postgres";
import { Client } from "pg";

/** What the environment of a server says of its database. */
export interface DatabaseEnvironment {
  readonly DATABASE_URL: string;
  readonly DATABASE_OPERATOR_URL: string;
  readonly SOLARMON_SECRET_KEYS: string;
}

/**
 * Makes a database with Solarmon's schema and the two log-ins of the servers.
 *
 * @param adminUrl - of someone who may make databases and roles
 * @param bringUp - migrates; it is given the new database's owner. Default: as the command does
 */
export async function prepareDatabase(
  adminUrl: string,
  bringUp: (ownerUrl: string) => Promise<unknown> = migrateAt,
): Promise<DatabaseEnvironment> {
  const name = `solarmon_${randomBytes(6).toString("hex")}`;
  await runSql(adminUrl, `create database ${name}`);
  const owner = new URL(adminUrl);
  owner.pathname = `/${name}`;
  await bringUp(owner.href);
  return {
    DATABASE_URL: await addLogIn(owner, `${name}_app`, "solarmon_app"),
    DATABASE_OPERATOR_URL: await addLogIn(owner, `${name}_operator`, "solarmon_operator"),
    SOLARMON_SECRET_KEYS: `test:${randomBytes(32).toString("base64")}`,
  };
}

async function migrateAt(url: string): Promise<void> {
  const { pool, operatorPool } = connectPostgres({ url, maxConnections: 1 });
  await migrate(pool);
  await Promise.all([pool.end(), operatorPool.end()]);
}

async function addLogIn(owner: URL, user: string, role: string): Promise<string> {
  const password = randomBytes(12).toString("hex");
  await runSql(owner.href, `create role ${user} login password '${password}' in role ${role}`);
  const url = new URL(owner);
  [url.username, url.password] = [user, password];
  return url.href;
}

async function runSql(connectionString: string, text: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
