import { connectPostgres, openPostgres, type PostgresStores } from "@solarmon/postgres";
import { readSecretKeys } from "./secret-keys.ts";
import type { PostgresService } from "./services.ts";

/** The stores on PostgreSQL with pools of their own. To be imported only where PostgreSQL is asked for. */
export async function openPostgresStores(
  { url, operatorUrl, secretKeys: given }: PostgresService,
  dataDir: string,
): Promise<PostgresStores> {
  const secretKeys = await readSecretKeys(given, dataDir);
  const pools = connectPostgres({ url, ...(operatorUrl === undefined ? {} : { operatorUrl }) });
  return await openPostgres({ ...pools, secretKeys });
}
