import { Pool } from "pg";
import type { ConnectionPool } from "./database/pool.ts";

const MAX_CONNECTIONS = 8;
const OPERATOR_CONNECTIONS = 2;
const CONNECT_TIMEOUT_MS = 5_000;
/** The server ends a statement that takes longer, and a transaction that does nothing for so long. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** The client gives up a little later, so that a cut cable is noticed, too. */
const QUERY_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;

export interface ConnectOptions {
  /** `postgres://user:password@host:port/database`, with `?sslmode=…` as libpq has it. */
  readonly url: string;
  /** Of the operator's login. Default: `url`. */
  readonly operatorUrl?: string;
  /** Most connections for tenants. Default 8. */
  readonly maxConnections?: number;
}

/** Pools for `openPostgres` and `migrate`. Nothing connects before it is used. */
export function connectPostgres(options: ConnectOptions): {
  readonly pool: ConnectionPool;
  readonly operatorPool: ConnectionPool;
} {
  const { url, operatorUrl = url, maxConnections = MAX_CONNECTIONS } = options;
  return {
    pool: poolOf(url, maxConnections),
    operatorPool: poolOf(operatorUrl, OPERATOR_CONNECTIONS),
  };
}

function poolOf(connectionString: string, max: number): ConnectionPool {
  return new Pool({
    connectionString,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    application_name: "solarmon",
  });
}
