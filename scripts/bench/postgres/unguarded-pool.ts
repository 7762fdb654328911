import type { Id } from "@solarmon/core";
import type {
  ConnectionPool,
  OneTrip,
  PoolConnection,
  PoolQuery,
  PoolResult,
} from "@solarmon/postgres";

const NOTHING: PoolResult = { rows: [], rowCount: 0, command: "COMMIT" };

/**
 * The same statements as a store without row-level security would make them: as somebody whom no policy binds, the
 * tenant named in each, and no transaction around what only reads.
 */
export function unguardedPool(pool: ConnectionPool, tenantId: Id): ConnectionPool {
  const wrapped = new WeakMap<PoolConnection, PoolConnection>();
  return {
    on: (event, listener) => pool.on(event, listener),
    end: () => pool.end(),
    async connect(): Promise<PoolConnection> {
      const connection = await pool.connect();
      const known = wrapped.get(connection) ?? new UnguardedConnection(connection, tenantId);
      wrapped.set(connection, known);
      return known;
    },
  };
}

class UnguardedConnection implements PoolConnection {
  readonly #connection: PoolConnection;
  readonly #tenantId: Id;

  constructor(connection: PoolConnection, tenantId: Id) {
    this.#connection = connection;
    this.#tenantId = tenantId;
  }

  query(query: PoolQuery): Promise<PoolResult>;
  query(trip: OneTrip): unknown;
  query(given: PoolQuery | OneTrip): unknown {
    return "statements" in given ? given.runLast((query) => this.#run(query)) : this.#run(given);
  }

  async #run(query: PoolQuery): Promise<PoolResult> {
    if (/^(begin|commit)/.test(query.text)) return NOTHING;
    return this.#connection.query(naming(query, this.#tenantId));
  }

  on(event: "error", listener: (error: Error) => void): unknown {
    return this.#connection.on(event, listener);
  }

  release(destroy?: Error | boolean): void {
    this.#connection.release(destroy);
  }
}

function naming(query: PoolQuery, tenantId: Id): PoolQuery {
  const own = `tenant_id = '${tenantId}' and`;
  const text = query.text
    .replaceAll(/solarmon\.(\w+)\s+where /g, `solarmon.$1 where $1.${own} `)
    .replace("where known.device_id", `where known.${own} known.device_id`);
  if (text === query.text)
    throw new TypeError(`a statement without a place for the tenant: ${text}`);
  return { ...query, text };
}
