import { keepsStatements } from "./keeps-session.ts";
import { OneTrip, type TripResult } from "./one-trip.ts";
import type { ConnectionPool, PoolConnection, Statement } from "./pool.ts";
import { takeConnection } from "./take-connection.ts";

/** Names of the statements that a connection has prepared. */
const prepared = new WeakMap<PoolConnection, Set<string>>();

/** Runs statements as {@link OneTrip} on a connection of the pool. */
export async function runOneTrip(
  pool: ConnectionPool,
  statements: readonly Statement[],
): Promise<TripResult> {
  const connection = await takeConnection(pool);
  try {
    const result = await run(connection, statements, preparedOn(connection));
    connection.release();
    return result;
  } catch (error) {
    // what it has prepared is not known now
    connection.release(true);
    throw error;
  }
}

/** `undefined` where nothing stays prepared. */
function preparedOn(connection: PoolConnection): Set<string> | undefined {
  if (!keepsStatements(connection)) return undefined;
  let known = prepared.get(connection);
  if (!known) prepared.set(connection, (known = new Set()));
  return known;
}

function run(
  connection: PoolConnection,
  statements: readonly Statement[],
  known: Set<string> | undefined,
): Promise<TripResult> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | undefined, result: TripResult): void =>
      error ? reject(error) : resolve(result);
    connection.query(new OneTrip(statements, known, settle));
  });
}
