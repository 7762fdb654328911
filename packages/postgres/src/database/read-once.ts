import type { ConnectionPool, PoolConnection, Statement } from "./pool.ts";
import { SingleRead } from "./single-read.ts";
import { takeConnection } from "./take-connection.ts";

/** Names of the statements that a connection has prepared. */
const prepared = new WeakMap<PoolConnection, Set<string>>();

/** Runs a {@link SingleRead} on a connection of the pool. */
export async function readOnce(
  pool: ConnectionPool,
  statements: { readonly setUp: Statement; readonly read: Statement },
): Promise<readonly (readonly unknown[])[]> {
  const connection = await takeConnection(pool);
  let known = prepared.get(connection);
  if (!known) prepared.set(connection, (known = new Set()));
  try {
    const rows = await run(connection, statements, known);
    connection.release();
    return rows;
  } catch (error) {
    // what it has prepared is not known now
    connection.release(true);
    throw error;
  }
}

function run(
  connection: PoolConnection,
  statements: { readonly setUp: Statement; readonly read: Statement },
  known: Set<string>,
): Promise<readonly (readonly unknown[])[]> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | undefined, rows: readonly unknown[][]): void =>
      error ? reject(error) : resolve(rows);
    connection.query(new SingleRead(statements, known, settle));
  });
}
