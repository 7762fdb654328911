import {
  missingPgBouncer,
  type PgBouncerOptions,
  startPgBouncer,
} from "../../../../scripts/services/pgbouncer.ts";
import type { TestDatabase } from "./test-database.ts";

/** How one gets to the databases of a test server. */
export interface Way extends AsyncDisposable {
  through(database: TestDatabase): TestDatabase;
}

export interface NamedWay {
  readonly name: string;
  /** @param example - one of the databases: all have the same log-ins */
  open(example: TestDatabase): Promise<Way>;
}

const DIRECT: NamedWay = {
  name: "directly",
  open: async () => ({ through: (database) => database, [Symbol.asyncDispose]: async () => {} }),
};

/**
 * Each way that a server may take: directly, and through PgBouncer where there is one. In transaction mode there is one
 * session for each log-in, so that whoever comes next finds whatever a transaction has left behind.
 */
export function ways(): readonly NamedWay[] {
  if (missingPgBouncer() !== undefined) return [DIRECT];
  return [
    DIRECT,
    {
      name: "through PgBouncer in session mode",
      open: (example) => pooled(example, { mode: "session" }),
    },
    {
      name: "through PgBouncer in transaction mode",
      open: (example) => pooled(example, { mode: "transaction", poolSize: 1 }),
    },
  ];
}

export async function pooled(
  { appUrl, operatorUrl }: TestDatabase,
  options: Omit<PgBouncerOptions, "urls">,
): Promise<Way> {
  const pooler = await startPgBouncer({ ...options, urls: [appUrl, operatorUrl] });
  return {
    through: (database) => ({
      ...database,
      appUrl: pooler.through(database.appUrl),
      operatorUrl: pooler.through(database.operatorUrl),
    }),
    [Symbol.asyncDispose]: () => pooler[Symbol.asyncDispose](),
  };
}
