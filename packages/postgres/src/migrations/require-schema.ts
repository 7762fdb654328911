import { SolarmonError } from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { SCHEMA } from "../database/roles.ts";
import { requireKnown } from "./migrate.ts";
import { MIGRATIONS } from "./migrations.ts";

const EXISTS = `select to_regclass('${SCHEMA}.migrations') is not null`;
const APPLIED = `select name, checksum from ${SCHEMA}.migrations order by number`;

/** @throws `storage_corrupt` when the database is not at this program's schema */
export async function requireSchema(database: Database): Promise<void> {
  const applied = await database.asOperator(async (session) => {
    const [row] = await session.rows<[boolean]>(EXISTS);
    return row?.[0] === true ? session.rows<[name: string, checksum: string]>(APPLIED) : [];
  });
  const done = applied.map(([name, checksum]) => ({ name, checksum }));
  requireKnown(done, MIGRATIONS);
  if (done.length < MIGRATIONS.length)
    throw new SolarmonError(
      "storage_corrupt",
      `the database has schema version ${done.length} of ${MIGRATIONS.length}. Run \`solarmon migrate\`.`,
    );
}
