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

export interface TripResult {
  /** As arrays of their columns. */
  readonly rows: readonly (readonly unknown[])[];
  /** Rows that the last statement gave or changed. */
  readonly count: number;
}

/**
 * Several statements in one round trip, in a transaction that is just them (until `sync`): the first ones set the tenant,
 * the last one is what it is about. PostgreSQL runs each before it looks at the next, and undoes all when one fails.
 * `pg` runs it like a query of its own.
 */
export class OneTrip {
  readonly statements: readonly Statement[];
  /** `pg` puts one here that ends its own time limit. */
  callback?: (error?: Error | null) => void;
  readonly #known: Set<string> | undefined;
  readonly #settle: (error: Error | undefined, result: TripResult) => void;
  readonly #rows: unknown[][] = [];
  #parsers: readonly Parser[] = [];
  #completed = 0;
  #count = 0;

  /**
   * @param known - names of the statements that this connection has prepared; they are added to it. Without: nothing is
   * prepared under a name
   */
  constructor(
    statements: readonly Statement[],
    known: Set<string> | undefined,
    settle: (error: Error | undefined, result: TripResult) => void,
  ) {
    this.statements = statements;
    this.#known = known;
    this.#settle = settle;
  }

  submit(connection: ProtocolConnection): void {
    connection.stream.cork();
    for (const [index, statement] of this.statements.entries()) {
      const { text, values } = statement;
      const name = this.#known ? ownName(statement) : "";
      if (this.#known?.has(name) !== true) connection.parse({ name, text });
      const texts = values.map((value) => (typeof value === "number" ? `${value}` : value));
      connection.bind({ statement: name, values: texts });
      if (index === this.statements.length - 1) connection.describe({ type: "P", name: "" });
      connection.execute({ portal: "", rows: 0 });
    }
    connection.sync();
    connection.stream.uncork();
  }

  /** Only the last statement, as one like others: for a pool that has no need of the first ones. */
  async runLast(query: (query: PoolQuery) => Promise<PoolResult>): Promise<void> {
    const last = this.statements.at(-1);
    if (!last) return;
    const { name, text, values } = last;
    const types = TYPE_PARSERS;
    const result = await query({ name, text, values: [...values], types, rowMode: "array" });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- asked for as arrays
    const rows = result.rows as readonly unknown[][];
    this.#settle(undefined, { rows, count: result.rowCount ?? 0 });
  }

  handleRowDescription({ fields }: Fields): void {
    this.#parsers = fields.map(({ dataTypeID }) => TYPE_PARSERS.getTypeParser(dataTypeID));
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.#completed < this.statements.length - 1) return;
    const row: unknown[] = [];
    for (let index = 0; index < fields.length; index++) {
      const value = fields[index] ?? null;
      row.push(value === null ? null : this.#parsers[index]?.(value));
    }
    this.#rows.push(row);
  }

  /** @param message - e.g. `INSERT 0 4000` */
  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#completed += 1;
    this.#count = Number(text.slice(text.lastIndexOf(" ") + 1));
  }

  handleReadyForQuery(): void {
    for (const statement of this.statements) this.#known?.add(ownName(statement));
    this.#finish(undefined);
  }

  handleError(error: Error): void {
    this.#finish(error);
  }

  #finish(error: Error | undefined): void {
    this.callback?.(error);
    this.#settle(error, { rows: this.#rows, count: this.#count });
  }
}

/** `pg` keeps its own list of names, and must not find one of ours taken. */
function ownName({ name }: Statement): string {
  return `trip ${name}`;
}
