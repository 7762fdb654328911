import { randomBytes } from "node:crypto";
import { connectPostgres, migrate, openPostgres, type PostgresStores } from "@solarmon/postgres";
import { Client, Pool } from "pg";
import type { PostgresOptions } from "@solarmon/postgres";
import { postgresService, type PostgresService } from "../../../../scripts/services/postgres.ts";

/** Logs in as a member of one role of ours, as in production. */
interface Login {
  readonly name: string;
  readonly password: string;
}

/** A new, empty database with Solarmon's schema. */
export interface TestDatabase {
  readonly name: string;
  /** Of a login that may do what the app may, and nothing else. */
  readonly appUrl: string;
  readonly operatorUrl: string;
  /** Of whoever made it. */
  readonly adminUrl: string;
}

/** A server with a template database, from which each test gets its own in some milliseconds. */
export interface TestServer extends AsyncDisposable {
  database(): Promise<TestDatabase>;
  /** Runs a statement as the admin, in the given database. */
  admin(text: string, database?: string): Promise<readonly Record<string, unknown>[]>;
}

export async function startTestServer(
  start: () => Promise<PostgresService> = () => postgresService(["fsync = off"]), // nobody pulls its plug
): Promise<TestServer> {
  await using stack = new AsyncDisposableStack();
  const service = stack.use(await start());
  const suffix = randomBytes(6).toString("hex");
  const template = `solarmon_template_${suffix}`;
  const logins = [`solarmon_test_app_${suffix}`, `solarmon_test_operator_${suffix}`].map(
    (name): Login => ({ name, password: randomBytes(16).toString("hex") }),
  );
  const [app, operator] = logins;
  if (!app || !operator) throw new TypeError("two logins were made");
  const made: string[] = [template];
  const admin = (text: string, database?: string): ReturnType<TestServer["admin"]> =>
    runOnce(database === undefined ? service.url : inDatabase(service.url, database), text);
  await admin(`create database ${template}`);
  const pool = rawPool(inDatabase(service.url, template));
  await migrate(pool);
  // what every opener would make: of these days, and of the virtual clocks'
  const today = Math.floor(Date.now() / 86_400_000);
  for (const day of [0, today])
    await pool.query(`select solarmon.add_partitions(${day}, ${day + 7})`);
  await pool.end();
  await admin(`create role ${app.name} login password '${app.password}' in role solarmon_app`);
  await admin(
    `create role ${operator.name} login password '${operator.password}' in role solarmon_operator`,
  );
  const open = stack.move();
  return {
    admin,
    async database() {
      const name = `solarmon_test_${suffix}_${made.length}`;
      made.push(name);
      await admin(`create database ${name} template ${template}`);
      const url = inDatabase(service.url, name);
      const [appUrl, operatorUrl] = [app, operator].map((login) => as(url, login));
      return { name, adminUrl: url, appUrl: appUrl ?? "", operatorUrl: operatorUrl ?? "" };
    },
    async [Symbol.asyncDispose]() {
      for (const name of made) await admin(`drop database if exists ${name} with (force)`);
      for (const { name } of logins) await admin(`drop role ${name}`);
      await open.disposeAsync();
    },
  };
}

/** The stores of a database, with logins of their own for the app and the operator. */
export function openStores(
  { appUrl, operatorUrl }: TestDatabase,
  options: Partial<PostgresOptions> = {},
): Promise<PostgresStores> {
  const pools = connectPostgres({ url: appUrl, operatorUrl, maxConnections: 4 });
  return openPostgres({ ...pools, ...options });
}

/**
 * A pool of `pg` for statements of a test. A server that stops, or a database that is dropped by force, may take along a
 * connection that is just being closed: that is no error of the test.
 */
export function rawPool(connectionString: string, max = 4): Pool {
  const pool = new Pool({ connectionString, max });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function as(url: string, { name, password }: Login): string {
  const changed = new URL(url);
  changed.username = name;
  changed.password = password;
  return changed.href;
}

async function runOnce(
  connectionString: string,
  text: string,
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows;
  } finally {
    await client.end();
  }
}
