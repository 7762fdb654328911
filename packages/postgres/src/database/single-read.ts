import type { PoolQuery, PoolResult, Statement } from "./pool.ts";
import { TYPE_PARSERS } from "./type-parsers.ts";

/** What we call of the connection that `pg` hands to those who speak the protocol themselves. */
export interface ProtocolConnection {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly (string | Buffer)[] }): void;
  describe(message: { type: "P"; name: string }): void;
  execute(message: { portal: string; rows: number }): void;
  sync(): void;
}

interface Fields {
  readonly fields: readonly { readonly dataTypeID: number }[];
}

type Parser = (value: string) => unknown;

/**
 * Two statements in one round trip: the first sets the tenant for the transaction, which is just the two of them (until
 * `sync`), the second reads. PostgreSQL runs the first before it looks at the second, and ends at the first that fails.
 * `pg` runs it like a query of its own.
 */
export class SingleRead {
  readonly setUp: Statement;
  readonly read: Statement;
  /** `pg` puts one here that ends its own time limit. */
  callback?: (error?: Error | null) => void;
  readonly #known: Set<string>;
  readonly #settle: (error: Error | undefined, rows: readonly unknown[][]) => void;
  readonly #rows: unknown[][] = [];
  #parsers: readonly Parser[] = [];
  #isSetUp = false;

  /** @param known - names of the statements that this connection has prepared; they are added to it */
  constructor(
    statements: { readonly setUp: Statement; readonly read: Statement },
    known: Set<string>,
    settle: (error: Error | undefined, rows: readonly unknown[][]) => void,
  ) {
    this.setUp = statements.setUp;
    this.read = statements.read;
    this.#known = known;
    this.#settle = settle;
  }

  submit(connection: ProtocolConnection): void {
    connection.stream.cork();
    this.#send(connection, this.setUp);
    this.#send(connection, this.read);
    connection.sync();
    connection.stream.uncork();
  }

  /** Only the read, as a statement like others: for a pool that has no need of the first. */
  async readAlone(query: (query: PoolQuery) => Promise<PoolResult>): Promise<void> {
    const { name, text, values } = this.read;
    const types = TYPE_PARSERS;
    const { rows } = await query({ name, text, values: [...values], types, rowMode: "array" });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- asked for as arrays
    this.#settle(undefined, rows as readonly unknown[][]);
  }

  #send(connection: ProtocolConnection, { name, text, values }: Statement): void {
    if (!this.#known.has(name)) connection.parse({ name, text });
    const texts = values.map((value) => (typeof value === "number" ? `${value}` : value));
    connection.bind({ statement: name, values: texts });
    if (name === this.read.name) connection.describe({ type: "P", name: "" });
    connection.execute({ portal: "", rows: 0 });
  }

  handleRowDescription({ fields }: Fields): void {
    this.#parsers = fields.map(({ dataTypeID }) => TYPE_PARSERS.getTypeParser(dataTypeID));
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (!this.#isSetUp) return;
    const row: unknown[] = [];
    for (let index = 0; index < fields.length; index++) {
      const value = fields[index] ?? null;
      row.push(value === null ? null : this.#parsers[index]?.(value));
    }
    this.#rows.push(row);
  }

  handleCommandComplete(): void {
    this.#isSetUp = true;
  }

  handleReadyForQuery(): void {
    this.#known.add(this.setUp.name).add(this.read.name);
    this.#finish(undefined);
  }

  handleError(error: Error): void {
    this.#finish(error);
  }

  #finish(error: Error | undefined): void {
    this.callback?.(error);
    this.#settle(error, this.#rows);
  }
}
