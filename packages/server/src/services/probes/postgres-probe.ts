import { SolarmonError } from "@solarmon/core";
import { connectPostgres, type ConnectionPool, type PoolConnection } from "@solarmon/postgres";
import type { PostgresService } from "../services.ts";
import type { Probe } from "./probe.ts";

const TAKES_WRITES = "select current_setting('transaction_read_only') = 'off'";
const REFUSED_LOG_IN = /^28/; // SQLSTATE

/** A connection of its own per log-in, so that a busy pool does not pass for a database that is away. */
export interface PostgresProbe extends Probe, AsyncDisposable {}

export function openPostgresProbe({ url, operatorUrl }: PostgresService): PostgresProbe {
  const logIns = [...new Set([url, operatorUrl ?? url])];
  const kept = logIns.map((one) => new KeptConnection(one));
  return {
    name: "postgresql",
    without: "failed",
    check: async (signal) => {
      await Promise.all(kept.map((connection) => connection.check(signal)));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(kept.map((connection) => connection[Symbol.asyncDispose]()));
    },
  };
}

/** One connection for question after question; one that fails is replaced by the next question. */
class KeptConnection implements AsyncDisposable {
  readonly #pool: ConnectionPool;
  #connection: PoolConnection | undefined;

  constructor(url: string) {
    this.#pool = connectPostgres({ url, maxConnections: 1 }).pool;
    this.#pool.on("error", () => undefined); // an idle connection: the next question makes another
  }

  /** @throws `unavailable` saying why it cannot be worked with */
  async check(signal: AbortSignal): Promise<void> {
    const drop = (): void => this.#drop();
    signal.addEventListener("abort", drop, { once: true });
    try {
      const connection = (this.#connection ??= await this.#connect(signal));
      const { rows } = await connection.query({ text: TAKES_WRITES, rowMode: "array" });
      if (Array.isArray(rows[0]) && rows[0][0] === true) return;
      throw new SolarmonError("unavailable", "it is a replica, or read-only: it takes no readings");
    } catch (thrown) {
      if (!SolarmonError.is(thrown)) this.#drop();
      throw toReason(thrown);
    } finally {
      signal.removeEventListener("abort", drop);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#drop();
    await this.#pool.end();
  }

  async #connect(signal: AbortSignal): Promise<PoolConnection> {
    const connection = await this.#pool.connect();
    connection.on("error", () => this.#drop(connection));
    if (!signal.aborted) return connection;
    connection.release(true);
    throw new SolarmonError("cancelled", "nobody waits any more");
  }

  /** Closes it, and fails what was asked on it. */
  #drop(which: PoolConnection | undefined = this.#connection): void {
    if (!which || which !== this.#connection) return;
    this.#connection = undefined;
    which.release(true);
  }
}

/** The driver's own words may hold addresses and names. */
function toReason(thrown: unknown): SolarmonError {
  if (SolarmonError.is(thrown)) return thrown;
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  const words = REFUSED_LOG_IN.test(code) ? "it refuses our log-in" : "it does not answer";
  return new SolarmonError("unavailable", words, { cause: thrown });
}
