import type { OneTrip } from "./one-trip.ts";

/** A statement that is prepared once a connection, under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /** A `Buffer` goes in PostgreSQL's binary form. */
  readonly values: readonly (string | number | Buffer)[];
}

/** One statement as `pg` takes it. */
export interface PoolQuery {
  readonly text: string;
  readonly values?: unknown[];
  /** Prepared once a connection under this name. */
  readonly name?: string;
  readonly rowMode?: "array";
  readonly types?: {
    getTypeParser(oid: number, format?: "text" | "binary"): (value: string) => unknown;
  };
}

export interface PoolResult {
  readonly rows: readonly unknown[];
  readonly rowCount: number | null;
  /** e.g. `COMMIT`; of several statements there are several results, and none here. */
  readonly command?: string;
}

/** What we call of a client of `pg`. */
export interface PoolConnection {
  /** The server's process as it was named when the connection began; a wrapper around a client need not tell. */
  readonly processID?: number | null;
  /** Of several statements at once it answers with a list. */
  query(query: PoolQuery): Promise<PoolResult>;
  /** Runs something that speaks the protocol itself; it tells its own end. */
  query(trip: OneTrip): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  /** @param destroy - an error or `true`: the connection is closed instead of given back */
  release(destroy?: Error | boolean): void;
}

/**
 * What we call of a `Pool` of `pg`: bring your own (without `pipeline`), or let `connectPostgres`
 * make it.
 */
export interface ConnectionPool {
  connect(): Promise<PoolConnection>;
  on(event: "error", listener: (error: Error) => void): unknown;
  end(): Promise<void>;
}
