import { CamelCasePlugin, type CompiledQuery } from "kysely";
import type { PoolConnection, PoolQuery } from "./pool.ts";
import { TYPE_PARSERS } from "./type-parsers.ts";

/** A statement that was built with `Queries`. */
export interface Compilable<Row = unknown> {
  compile(): CompiledQuery<Row>;
}

/** Keys inside of JSON are data. */
const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true });

/** One transaction on one connection, as one tenant or as the operator. */
export class Session {
  readonly #connection: PoolConnection;

  constructor(connection: PoolConnection) {
    this.#connection = connection;
  }

  /** Rows of a statement as arrays of its columns. */
  async rows<Row extends readonly unknown[]>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    const query: PoolQuery = { text, values: [...values], rowMode: "array", types: TYPE_PARSERS };
    const { rows } = await this.#connection.query(query);
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
    const { rows } = await this.#connection.query({ ...query, name });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the statement says what its columns are
    return rows as readonly Row[];
  }

  /** Rows of a statement, keys in camel case. */
  async run<Row>(query: Compilable<Row>): Promise<readonly Row[]> {
    const { sql, parameters, queryId } = query.compile();
    const result = await this.#connection.query({
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
    const { rowCount } = await this.#connection.query({ text: sql, values: [...parameters] });
    return rowCount ?? 0;
  }
}
