import type { Lock } from "@solarmon/core";
import type { Services } from "./services.ts";

const MAX_LOCKS = 4;

/** Locks that are shared with other processes. */
export interface OpenLock extends AsyncDisposable {
  readonly lock: Lock;
}

/** Those of Redis, else of PostgreSQL; `undefined` where nothing is shared and this process is alone. */
export async function openLock(
  services: Services,
  warn: (message: string) => void,
): Promise<OpenLock | undefined> {
  if (services.redis) {
    const { openLive } = await import("./open-live.ts");
    const live = await openLive(services.redis, warn);
    return (
      live.lock && { lock: live.lock, [Symbol.asyncDispose]: () => live[Symbol.asyncDispose]() }
    );
  }
  return services.postgres && (await openPostgresLock(services.postgres.url));
}

/**
 * Locks on PostgreSQL, whatever else there is.
 *
 * @throws `unsupported` through a pooler in transaction mode, which would let several hold one
 */
export async function openPostgresLock(url: string): Promise<OpenLock> {
  const { connectPostgres, requireOwnSessions } = await import("@solarmon/postgres");
  const { PostgresLock } = await import("./postgres-lock.ts");
  const { pool } = connectPostgres({ url, maxConnections: MAX_LOCKS });
  await using stack = new AsyncDisposableStack();
  const lock = stack.use(new PostgresLock(pool));
  await requireOwnSessions(pool);
  const open = stack.move();
  return { lock, [Symbol.asyncDispose]: () => open.disposeAsync() };
}
