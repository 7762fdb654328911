import { CamelCasePlugin, type CompiledQuery } from "kysely";
import { keepsStatements } from "./keeps-session.ts";
import type { PoolConnection, PoolQuery, PoolResult, Statement } from "./pool.ts";
import { TYPE_PARSERS } from "./type-parsers.ts";

/** A statement that was built with `Queries`. */
export interface Compilable<Row = unknown> {
  compile(): CompiledQuery<Row>;
}

/** Keys inside of JSON are data. */
const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true });

/** One transaction on one connection, as one tenant or as the operator. One statement at a time. */
export class Session {
  readonly #connection: PoolConnection;
  readonly #begun: Promise<unknown>;

  /** @param begun - the statements that begin the transaction, under way: there may be something to do meanwhile */
  constructor(connection: PoolConnection, begun: Promise<unknown>) {
    this.#connection = connection;
    this.#begun = begun;
  }

  async #query(query: PoolQuery): Promise<PoolResult> {
    await this.#begun;
    return this.#connection.query(query);
  }

  #named(name: string): Pick<PoolQuery, "name"> {
    return keepsStatements(this.#connection) ? { name } : {};
  }

  /** Rows of a statement as arrays of its columns. */
  async rows<Row extends readonly unknown[]>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    const query: PoolQuery = { text, values: [...values], rowMode: "array", types: TYPE_PARSERS };
    const { rows } = await this.#query(query);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the statement says what its columns are
    return rows as readonly Row[];
  }

  /** The same for a statement that comes again and again: parsed and planned once a connection. */
  async prepared<Row extends readonly unknown[]>(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    const query: PoolQuery = { text, values: [...values], rowMode: "array", types: TYPE_PARSERS };
    const { rows } = await this.#query({ ...query, ...this.#named(name) });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the statement says what its columns are
    return rows as readonly Row[];
  }

  /** How many rows a statement changed that is prepared once a connection. */
  async countPrepared({ name, text, values }: Statement): Promise<number> {
    const { rowCount } = await this.#query({ ...this.#named(name), text, values: [...values] });
    return rowCount ?? 0;
  }

  /** Rows of a statement, keys in camel case. */
  async run<Row>(query: Compilable<Row>): Promise<readonly Row[]> {
    const { sql, parameters, queryId } = query.compile();
    const result = await this.#query({
      text: sql,
      values: [...parameters],
      types: TYPE_PARSERS,
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely knows the columns of what it built
    const rows = [...result.rows] as Record<string, unknown>[];
    const transformed = await camelCase.transformResult({ queryId, result: { rows } });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
    return transformed.rows as Row[];
  }

  /** How many rows a statement changed. */
  async count(query: Compilable): Promise<number> {
    const { sql, parameters } = query.compile();
    const { rowCount } = await this.#query({ text: sql, values: [...parameters] });
    return rowCount ?? 0;
  }
}
