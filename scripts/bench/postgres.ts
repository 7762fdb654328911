import { missingOwnPostgres, startPostgres } from "../services/postgres.ts";
import { benchReads } from "./postgres/bench-reads.ts";
import { benchWrites } from "./postgres/bench-writes.ts";
import { prepareDatabase } from "./postgres/prepare-database.ts";
import type { Report } from "./report.ts";

/** The stores on a PostgreSQL of ours, on loopback, with fsync. */
export async function benchPostgres(report: Report): Promise<void> {
  if (missingOwnPostgres() !== undefined) return;
  await using server = await startPostgres(["shared_buffers = 512MB", "max_wal_size = 4GB"]);
  const database = await prepareDatabase(server.url);
  await benchWrites(report, database);
  await benchReads(report, database);
}
