import { meetServer } from "./keeps-session.ts";
import type { ConnectionPool, PoolConnection } from "./pool.ts";

const heard = new WeakSet<PoolConnection>();

/**
 * A connection of the pool. When the server ends it between two statements nobody waits for an answer, and an error that
 * nobody hears would end the process; the next statement fails anyway.
 */
export async function takeConnection(pool: ConnectionPool): Promise<PoolConnection> {
  const connection = await pool.connect();
  if (!heard.has(connection)) {
    heard.add(connection);
    connection.on("error", () => undefined);
    await meetServer(connection).catch((error: unknown) => {
      connection.release(true);
      throw error;
    });
  }
  return connection;
}
