import { chown, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { findProgram, missingProgram } from "./programs.ts";
import { ServiceProcess } from "./service-process.ts";
import { unprivilegedUser } from "./unprivileged-user.ts";

/** What the guide tells to pass over. */
const PASSED_OVER: readonly string[] = ["statement_timeout", "idle_in_transaction_session_timeout"];

/** A PgBouncer for tests, in front of one PostgreSQL. */
export interface PgBouncerService extends AsyncDisposable {
  /** The same database and log-in, by way of the pooler. */
  through(url: string): string;
}

export interface PgBouncerOptions {
  readonly mode: "session" | "transaction";
  /** Of the databases behind it. Their log-ins are those that it lets in. */
  readonly urls: readonly string[];
  /** Connections to each database for each log-in. Default 8. */
  readonly poolSize?: number;
  /** Parameters of a start that it passes over instead of refusing it. Default {@link PASSED_OVER}. */
  readonly passedOver?: readonly string[];
}

/** For `describe.skipIf(...)`: why there is no PgBouncer, or `undefined`. Throws where services are required. */
export function missingPgBouncer(): string | undefined {
  return missingProgram("pgbouncer");
}

export async function startPgBouncer(options: PgBouncerOptions): Promise<PgBouncerService> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const user = await unprivilegedUser();
  const [port, config] = [await freePort(), join(folder.path, "pgbouncer.ini")];
  const logIns = join(folder.path, "log-ins.txt");
  await writeFile(logIns, logInLines(options.urls));
  await writeFile(config, configLines(options, port, logIns).join("\n"));
  if (user) for (const path of [folder.path, logIns, config]) await chown(path, user.uid, user.gid);
  const program = findProgram("pgbouncer") ?? "pgbouncer";
  const command = { program, args: ["-q", config], port, patienceMs: 10_000 };
  await stack.use(new ServiceProcess({ ...command, ...(user && { user }) })).start();
  const open = stack.move();
  return {
    through(url) {
      const changed = new URL(url);
      changed.host = `127.0.0.1:${port}`;
      return changed.href;
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

function logInLines(urls: readonly string[]): string {
  const lines = urls.map((text) => {
    const { username, password } = new URL(text);
    return `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`;
  });
  return [...new Set(lines)].join("");
}

function configLines(
  { mode, urls, poolSize = 8, passedOver = PASSED_OVER }: PgBouncerOptions,
  port: number,
  logIns: string,
): readonly string[] {
  const { hostname, port: behind } = new URL(urls[0] ?? "");
  return [
    "[databases]",
    `* = host=${hostname} port=${behind === "" ? 5432 : behind}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = scram-sha-256",
    `auth_file = ${logIns}`,
    `pool_mode = ${mode}`,
    `default_pool_size = ${poolSize}`,
    ...(passedOver.length > 0 ? [`ignore_startup_parameters = ${passedOver.join()}`] : []),
    "server_idle_timeout = 1", // tests make many databases, and the server has room for a hundred connections
    "",
  ];
}
