import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, realpath, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { findProgram, missingProgram } from "./programs.ts";
import { ServiceProcess } from "./service-process.ts";
import { type ServiceUser, unprivilegedUser } from "./unprivileged-user.ts";

const READY_PATIENCE_MS = 60_000;

/** A PostgreSQL server for tests. */
export interface PostgresService extends AsyncDisposable {
  /** Of someone who may make databases and roles. */
  readonly url: string;
}

/** One that we started, so that it can be ended the hard way and started again on its data. */
export interface OwnPostgres extends PostgresService {
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** For `describe.skipIf(...)`: why there is no PostgreSQL, or `undefined`. Throws where services are required. */
export function missingPostgres(): string | undefined {
  return givenUrl() ? undefined : missingProgram("postgres");
}

/** The same for tests that end the server, and so need their own. */
export function missingOwnPostgres(): string | undefined {
  return missingProgram("postgres");
}

/**
 * The server of `DATABASE_URL` (or `PGHOST` and its kin), else one on loopback.
 *
 * @param settings - of the one on loopback, see {@link startPostgres}
 */
export async function postgresService(settings: readonly string[] = []): Promise<PostgresService> {
  const url = givenUrl();
  return url ? { url, [Symbol.asyncDispose]: async () => {} } : startPostgres(settings);
}

function givenUrl(): string | undefined {
  const { DATABASE_URL, PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE } = process.env;
  if (DATABASE_URL) return DATABASE_URL;
  if (!PGHOST) return undefined;
  const [user, password] = [PGUSER ?? "postgres", PGPASSWORD ?? ""].map(encodeURIComponent);
  return `postgres://${user}:${password}@${PGHOST}:${PGPORT ?? 5432}/${PGDATABASE ?? "postgres"}`;
}

/** @param settings - lines of `postgresql.conf`, e.g. `shared_buffers = 1GB` */
export async function startPostgres(settings: readonly string[] = []): Promise<OwnPostgres> {
  const program = await realpath(findProgram("postgres") ?? "postgres");
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const user = await unprivilegedUser();
  if (user) await chown(folder.path, user.uid, user.gid);
  const data = join(folder.path, "data");
  const password = randomBytes(16).toString("hex");
  await makeCluster(join(dirname(program), "initdb"), folder.path, password, user);
  const port = await freePort();
  const sockets = [`listen_addresses = '127.0.0.1'`, `unix_socket_directories = ''`];
  const lines = [...sockets, `port = ${port}`, ...settings].join("\n");
  await writeFile(join(data, "postgresql.auto.conf"), `${lines}\n`);
  const args = ["-D", data];
  const server = stack.use(
    new ServiceProcess({ program, args, port, patienceMs: 30_000, ...(user && { user }) }),
  );
  const ready = join(dirname(program), "pg_isready");
  const start = async (): Promise<void> => {
    await startAgain(server);
    await answers(ready, port);
  };
  await start();
  stack.defer(() => server.kill("SIGINT"));
  const open = stack.move();
  return {
    url: `postgres://admin:${password}@127.0.0.1:${port}/postgres`,
    kill: () => server.kill(),
    start,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

/** After a kill its children need a moment to notice; until then it refuses to start on their data. */
async function startAgain(server: ServiceProcess): Promise<void> {
  const deadlineAt = Date.now() + READY_PATIENCE_MS;
  for (;;) {
    try {
      await server.start();
      return;
    } catch (error) {
      if (Date.now() > deadlineAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** It listens before it has recovered, and turns clients away until then. */
async function answers(pgIsReady: string, port: number): Promise<void> {
  const deadlineAt = Date.now() + READY_PATIENCE_MS;
  for (;;) {
    try {
      await promisify(execFile)(pgIsReady, ["-h", "127.0.0.1", "-p", `${port}`]);
      return;
    } catch (error) {
      if (Date.now() > deadlineAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function makeCluster(
  initdb: string,
  folder: string,
  password: string,
  user: ServiceUser | undefined,
): Promise<void> {
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, password);
  const access = ["-U", "admin", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const args = [
    "-D",
    join(folder, "data"),
    ...access,
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
    "--no-sync",
  ];
  await promisify(execFile)(initdb, args, { cwd: folder, ...user });
}
