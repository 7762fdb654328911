import { type Id, isId, SolarmonError, type TenantScope } from "@solarmon/core";
import type { ConnectionPool, PoolConnection } from "./pool.ts";
import { type ConstraintMessages, toPostgresError } from "./postgres-error.ts";
import { makeQueries, type Queries } from "./queries.ts";
import { ROLES } from "./roles.ts";
import { Session } from "./session.ts";

const AS_APP = `set local role ${ROLES.app}`;
const AS_OPERATOR = `set local role ${ROLES.operator}`;

export interface TransactionOptions extends ConstraintMessages {
  /** All statements see one state of the database, and change nothing. */
  readonly readOnly?: boolean;
  /** Statements that go along with the beginning, in one round trip; of ours only, never of data. */
  readonly first?: string;
}

/**
 * The pools, and the only way to a statement: inside a transaction that is one tenant's, or the operator's. Role and
 * tenant are set for the transaction alone, so a connection goes back to its pool as it came, whatever happened.
 */
export class Database {
  readonly queries: Queries = makeQueries();
  readonly #app: ConnectionPool;
  readonly #operator: ConnectionPool;

  constructor(app: ConnectionPool, operator: ConnectionPool) {
    this.#app = app;
    this.#operator = operator;
    // An idle connection that the server ends is no fault: the pool has dropped it, and the next call makes a new one.
    for (const pool of new Set([app, operator])) pool.on("error", () => undefined);
  }

  /** Work as one tenant: no statement of it sees another's rows. */
  asTenant<Result>(
    { tenantId }: Pick<TenantScope, "tenantId">,
    work: (session: Session) => Promise<Result>,
    options: TransactionOptions = {},
  ): Promise<Result> {
    const begin = `${beginning(options)}; ${AS_APP}; ${setTenant(tenantId)}`;
    return transaction(this.#app, begin, work, options);
  }

  /** Work across tenants, on the few things that the operator may see. */
  asOperator<Result>(
    work: (session: Session) => Promise<Result>,
    options: TransactionOptions = {},
  ): Promise<Result> {
    return transaction(this.#operator, `${beginning(options)}; ${AS_OPERATOR}`, work, options);
  }

  async close(): Promise<void> {
    await Promise.all([...new Set([this.#app, this.#operator])].map((pool) => pool.end()));
  }
}

function beginning({ readOnly = false }: TransactionOptions): string {
  return readOnly ? "begin isolation level repeatable read read only" : "begin";
}

function setTenant(tenantId: Id): string {
  // checked, since it becomes part of the statement
  if (!isId(tenantId)) throw new SolarmonError("invalid_argument", "a tenant id is needed");
  return `select set_config('app.tenant_id', '${tenantId}', true)`;
}

async function transaction<Result>(
  pool: ConnectionPool,
  begin: string,
  work: (session: Session) => Promise<Result>,
  options: TransactionOptions,
): Promise<Result> {
  let connection: PoolConnection | undefined;
  try {
    connection = await pool.connect();
    const first = options.first === undefined ? "" : `; ${options.first}`;
    await connection.query({ text: begin + first });
    const result = await work(new Session(connection));
    await commit(connection);
    connection.release();
    return result;
  } catch (error) {
    if (connection) await giveBack(connection);
    throw toPostgresError(error, options);
  }
}

/** A failed transaction answers a commit with a rollback: that must not pass for durable. */
async function commit(connection: PoolConnection): Promise<void> {
  const { command } = await connection.query({ text: "commit" });
  if (command !== "COMMIT")
    throw new SolarmonError("internal", "a failed transaction was to be committed");
}

/** A connection whose transaction cannot be ended is closed: nobody must find himself inside it. */
async function giveBack(connection: PoolConnection): Promise<void> {
  try {
    await connection.query({ text: "rollback" });
    connection.release();
  } catch {
    connection.release(true);
  }
}
