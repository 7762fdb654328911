import { type Instant, type Span, utcDay } from "@solarmon/core";
import type { Database } from "../database/database.ts";

/** Partitions of so many days are there before they are needed. */
const DAYS_AHEAD = 7;

/** What the upkeep of partitions did. */
export interface MaintenanceReport {
  readonly madePartitions: number;
  readonly droppedPartitions: number;
}

/**
 * Makes the partitions of today and the week to come, and drops those of past days that are empty, since all of them
 * was sealed. To be called once a day or more often; several may.
 */
export function maintainPartitions(database: Database, now: Instant): Promise<MaintenanceReport> {
  const today = utcDay(now);
  return database.asOperator(async (session) => {
    const [made] = await session.rows<[number]>("select solarmon.add_partitions($1, $2)", [
      today,
      today + DAYS_AHEAD,
    ]);
    const [dropped] = await session.rows<[number]>("select solarmon.drop_empty_partitions($1)", [
      today - 1,
    ]);
    return { madePartitions: made?.[0] ?? 0, droppedPartitions: dropped?.[0] ?? 0 };
  });
}

const TENANTS = "select tenant_id from solarmon.reading_tenants order by tenant_id";
const REMOVE = [
  "delete from solarmon.reading_chunks where day < $1",
  "delete from solarmon.reading_versions where measured_at < $1::int8 * 86400000",
];

/**
 * Removes raw readings of all tenants from before a day, for good; roll-ups stay. Whole months are dropped as
 * partitions, the rest row by row. Seal first: hot rows stay.
 *
 * @param span - `end`: readings before the UTC day that it lies in go
 */
export async function dropReadings(database: Database, { end }: Pick<Span, "end">): Promise<void> {
  const day = utcDay(end);
  const tenants = await database.asOperator(async (session) => {
    await session.rows("select solarmon.drop_chunk_partitions($1)", [day]);
    return session.rows<[string]>(TENANTS);
  });
  for (const [tenantId] of tenants)
    await database.asTenant({ tenantId }, async (session) => {
      for (const remove of REMOVE) await session.rows(remove, [day]);
    });
}
