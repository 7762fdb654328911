import { randomUUID } from "node:crypto";
import { type Clock, type Lease, type Lock, systemClock } from "@solarmon/core";
import type { ConnectionPool, PoolConnection } from "@solarmon/postgres";

const TAKE =
  "select pg_try_advisory_lock(hashtextextended('solarmon ' || $1, 0)), pg_current_xact_id()::text";
const LET_GO = "select pg_advisory_unlock_all()";
const STILL_THERE = "select 1";

interface Held {
  readonly connection: PoolConnection;
  readonly end: (error?: Error) => void;
  timer: NodeJS.Timeout;
}

/**
 * Locks by PostgreSQL's advisory locks: a connection holds one, so a process that dies lets go at once. A lease that is
 * not renewed in time ends with its connection.
 */
export class PostgresLock implements Lock, AsyncDisposable {
  readonly #pool: ConnectionPool;
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();

  /** @param pool - with a connection for each lock that is held at a time; ended with this */
  constructor(pool: ConnectionPool, clock: Clock = systemClock) {
    this.#pool = pool;
    this.#clock = clock;
    pool.on("error", () => undefined); // an idle connection that broke: the next is a new one
  }

  async acquire(name: string, ttlMs: number): Promise<Lease | undefined> {
    const connection = await this.#pool.connect();
    try {
      const { rows } = await connection.query({ text: TAKE, values: [name], rowMode: "array" });
      const [isOurs, fence] = Array.isArray(rows[0]) ? rows[0] : [];
      if (isOurs !== true) {
        connection.release();
        return undefined;
      }
      const holder = randomUUID();
      this.#hold(holder, connection, ttlMs);
      return { name, holder, fence: Number(fence), expiresAt: this.#clock.now() + ttlMs };
    } catch (error) {
      connection.release(true);
      throw error;
    }
  }

  async renew(lease: Lease, ttlMs: number): Promise<Lease | undefined> {
    const held = this.#held.get(lease.holder);
    if (!held) return undefined;
    clearTimeout(held.timer);
    held.timer = this.#endAfter(held.end, ttlMs);
    try {
      await held.connection.query({ text: STILL_THERE });
    } catch {
      held.end();
    }
    if (!this.#held.has(lease.holder)) return undefined;
    return { ...lease, expiresAt: this.#clock.now() + ttlMs };
  }

  async release(lease: Lease): Promise<void> {
    const held = this.#held.get(lease.holder);
    if (!held) return;
    // a pooler lets go of it some time after its connection
    await held.connection.query({ text: LET_GO }).catch(() => undefined);
    held.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { end } of this.#held.values()) end();
    await this.#pool.end();
  }

  #hold(holder: string, connection: PoolConnection, ttlMs: number): void {
    let isOver = false;
    const end = (error?: Error): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(this.#held.get(holder)?.timer);
      this.#held.delete(holder);
      connection.release(error ?? true); // the lock goes with its connection
    };
    connection.on("error", end);
    this.#held.set(holder, { connection, end, timer: this.#endAfter(end, ttlMs) });
  }

  #endAfter(end: () => void, ttlMs: number): NodeJS.Timeout {
    return setTimeout(end, ttlMs).unref();
  }
}
