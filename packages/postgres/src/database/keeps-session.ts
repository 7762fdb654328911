import type { PoolConnection } from "./pool.ts";

const BACKEND = "select pg_backend_pid()";
const pooled = new WeakSet<PoolConnection>();

/**
 * Finds out whether a pooler stands between us and the server: it names a process of its own making when a connection
 * begins. Behind one the next transaction may run in another session, so nothing is prepared under a name.
 */
export async function meetServer(connection: PoolConnection): Promise<void> {
  const { processID } = connection;
  if (processID !== undefined && processID !== (await backendOf(connection)))
    pooled.add(connection);
}

/** Whether statements that are prepared on this connection are there in its next transaction. */
export function keepsStatements(connection: PoolConnection): boolean {
  return !pooled.has(connection);
}

/** The process of the server that answers on this connection. */
export async function backendOf(connection: PoolConnection): Promise<unknown> {
  const { rows } = await connection.query({ text: BACKEND, rowMode: "array" });
  return Array.isArray(rows[0]) ? rows[0][0] : undefined;
}
