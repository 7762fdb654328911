import { SolarmonError } from "@solarmon/core";
import { backendOf, keepsStatements } from "./keeps-session.ts";
import type { ConnectionPool, PoolConnection } from "./pool.ts";
import { toPostgresError } from "./postgres-error.ts";
import { takeConnection } from "./take-connection.ts";

/** A pooler that others use at the same time may give us the same session by chance, now and then. */
const ROUNDS = 10;
const SHARED =
  "a pooler gives each transaction another session of PostgreSQL, so locks cannot be held. " +
  "Connect directly or through a pool in session mode, or share the work by KAFKA_BROKERS and REDIS_URL.";

/**
 * For what has to stay with a session beyond a transaction, such as a lock that others must not get.
 *
 * @param pool - that may make two connections
 * @throws `unsupported` when a pooler in transaction mode stands in between · `unavailable`
 */
export async function requireOwnSessions(pool: ConnectionPool): Promise<void> {
  const taken: PoolConnection[] = [];
  try {
    const ours = await takeConnection(pool);
    taken.push(ours);
    if (keepsStatements(ours)) return;
    const other = await takeConnection(pool);
    taken.push(other);
    if (await areShared(ours, other)) throw new SolarmonError("unsupported", SHARED);
  } catch (error) {
    throw toPostgresError(error);
  } finally {
    for (const connection of taken) connection.release(true);
  }
}

/**
 * Whether two connections meet in one session, or one is given several. A pooler hands out the session that was used
 * last (then both get it), or the one that was not used for longest (then ours gets another at its second question).
 */
async function areShared(ours: PoolConnection, other: PoolConnection): Promise<boolean> {
  const ourSessions = new Set<unknown>();
  const otherSessions = new Set<unknown>();
  for (let round = 0; round < ROUNDS; round++) {
    ourSessions.add(await backendOf(ours)).add(await backendOf(ours));
    otherSessions.add(await backendOf(other));
  }
  return ourSessions.size > 1 || [...otherSessions].some((one) => ourSessions.has(one));
}
