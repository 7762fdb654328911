import { isId, SolarmonError, type TenantScope } from "@solarmon/core";
import type { TripResult } from "./one-trip.ts";
import type { ConnectionPool, PoolConnection, Statement } from "./pool.ts";
import { type ConstraintMessages, isAnswer, toPostgresError } from "./postgres-error.ts";
import { makeQueries, type Queries } from "./queries.ts";
import { ROLES } from "./roles.ts";
import { runOneTrip } from "./run-one-trip.ts";
import { Session } from "./session.ts";
import { takeConnection } from "./take-connection.ts";

const AS_TENANT = "select set_config('role', $1, true), set_config('app.tenant_id', $2, true)";

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
  #closing: Promise<void> | undefined;

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
    // checked, since it becomes part of the statement
    if (!isId(tenantId)) throw new SolarmonError("invalid_argument", "a tenant id is needed");
    const tenant = `set_config('app.tenant_id', '${tenantId}', true)`;
    const begin = `${beginning(options)}; select ${becoming(ROLES.app)}, ${tenant}`;
    return transaction(this.#app, begin, work, options);
  }

  /**
   * Rows of one statement that only reads, as one tenant: in one round trip, in a transaction of its own.
   *
   * @returns rows as arrays of their columns
   */
  async readAsTenant<Row extends readonly unknown[]>(
    tenant: Pick<TenantScope, "tenantId">,
    read: Statement,
  ): Promise<readonly Row[]> {
    const { rows } = await this.#trip([asTenant(tenant), read]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the statement says what its columns are
    return rows as unknown as readonly Row[];
  }

  /**
   * Runs statements as one tenant in one round trip, in a transaction of their own: durable when it resolves.
   *
   * @returns how many rows the last one changed
   */
  async writeAsTenant(
    tenant: Pick<TenantScope, "tenantId">,
    statements: readonly Statement[],
  ): Promise<number> {
    return (await this.#trip([asTenant(tenant), ...statements])).count;
  }

  async #trip(statements: readonly Statement[]): Promise<TripResult> {
    try {
      return await runOneTrip(this.#app, statements);
    } catch (error) {
      throw toPostgresError(error);
    }
  }

  /** Work across tenants, on the few things that the operator may see. */
  asOperator<Result>(
    work: (session: Session) => Promise<Result>,
    options: TransactionOptions = {},
  ): Promise<Result> {
    return transaction(
      this.#operator,
      `${beginning(options)}; select ${becoming(ROLES.operator)}`,
      work,
      options,
    );
  }

  /** Ends the pools, once, whoever asks how often. */
  close(): Promise<void> {
    const pools = [...new Set([this.#app, this.#operator])];
    this.#closing ??= Promise.all(pools.map((pool) => pool.end())).then(() => undefined);
    return this.#closing;
  }
}

function asTenant({ tenantId }: Pick<TenantScope, "tenantId">): Statement {
  return { name: "as-tenant", text: AS_TENANT, values: [ROLES.app, tenantId] };
}

function beginning({ readOnly = false }: TransactionOptions): string {
  return readOnly ? "begin isolation level repeatable read read only" : "begin";
}

/** `set local role`, as a part of a select: one statement less to begin with. */
function becoming(role: string): string {
  return `set_config('role', '${role}', true)`;
}

async function transaction<Result>(
  pool: ConnectionPool,
  begin: string,
  work: (session: Session) => Promise<Result>,
  options: TransactionOptions,
): Promise<Result> {
  let connection: PoolConnection | undefined;
  try {
    connection = await takeConnection(pool);
    const first = options.first === undefined ? "" : `; ${options.first}`;
    const begun = connection.query({ text: begin + first });
    begun.catch(() => undefined); // the session, or the next line, has it
    const result = await work(new Session(connection, begun));
    await begun;
    if (options.readOnly === true) void end(connection, "commit");
    else await commit(connection);
    return result;
  } catch (error) {
    if (connection && isAnswer(error)) await end(connection, "rollback");
    else connection?.release(true); // nothing to wait for
    throw toPostgresError(error, options);
  }
}

/** A failed transaction answers a commit with a rollback: that must not pass for durable. */
async function commit(connection: PoolConnection): Promise<void> {
  const { command } = await connection.query({ text: "commit" });
  if (command !== "COMMIT")
    throw new SolarmonError("internal", "a failed transaction was to be committed");
  connection.release();
}

/**
 * Ends a transaction that has nothing to make durable. If that fails, the connection is closed: nobody must find himself
 * inside.
 */
async function end(connection: PoolConnection, how: "commit" | "rollback"): Promise<void> {
  try {
    await connection.query({ text: how });
    connection.release();
  } catch {
    connection.release(true);
  }
}
