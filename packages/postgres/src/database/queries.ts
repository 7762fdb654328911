import {
  CamelCasePlugin,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { SCHEMA } from "./roles.ts";
import type { Tables } from "./tables.ts";

/** Builds statements, which a `Session` runs: the tenant is a matter of its transaction. */
export type Queries = Kysely<Tables>;

export function makeQueries(): Queries {
  const builder = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [new CamelCasePlugin()],
  });
  return builder.withSchema(SCHEMA);
}
