import {
  DAY_MS,
  requireBookings,
  roundKwp,
  type Span,
  type TenantScope,
  type UsageBooking,
  type UsageDay,
  type UsageLedger,
} from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { BOOK, bookingColumns } from "./book-usage.ts";

const DAYS = `
select day, points_ingested, points_stored, readings_refused, api_calls, live_minutes,
  (select count(*) from solarmon.usage_plants plants where plants.day = days.day),
  (select coalesce(sum(dc_kwp), 0) from solarmon.usage_plants plants where plants.day = days.day)
from solarmon.usage_days days where day >= $1 and day < $2 order by day`;
const TABLES = ["usage_positions", "usage_days", "usage_plants"];

type Row = readonly [
  day: number,
  pointsIngested: number,
  pointsStored: number,
  readingsRefused: number,
  apiCalls: number,
  liveMinutes: number,
  plantsMonitored: number,
  kwpMonitored: number,
];

/**
 * {@link UsageLedger} in PostgreSQL. Tenants read theirs; it is booked and deleted by the operator's door, of many tenants
 * in one statement and so in one round trip beside those of its transaction.
 */
export class PostgresUsageLedger implements UsageLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async book(bookings: readonly UsageBooking[]): Promise<void> {
    requireBookings(bookings);
    if (bookings.length === 0) return;
    const columns = bookingColumns(bookings);
    await this.#database.asOperator((session) => session.prepared("usage-book", BOOK, columns));
  }

  async days(scope: TenantScope, { start, end }: Span): Promise<readonly UsageDay[]> {
    const values = [dayAfter(start), dayAfter(end)];
    const read = { name: "usage-days", text: DAYS, values };
    return (await this.#database.readAsTenant<Row>(scope, read)).map(toUsageDay);
  }

  async deleteTenant({ tenantId }: TenantScope): Promise<void> {
    await this.#database.asOperator(async (session) => {
      for (const table of TABLES)
        await session.rows(`delete from solarmon.${table} where tenant_id = $1`, [tenantId]);
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#database.close();
  }
}

/** Number of the first UTC day that begins then or later, within what a column holds. */
function dayAfter(at: number): number {
  const limit = 2 ** 31 - 1;
  return Math.min(limit, Math.max(-limit, Math.ceil(at / DAY_MS)));
}

function toUsageDay(row: Row): UsageDay {
  const [day, pointsIngested, pointsStored, readingsRefused, apiCalls, liveMinutes, ...rest] = row;
  const [plantsMonitored, kwp] = rest;
  const counts = { pointsIngested, pointsStored, readingsRefused, apiCalls, liveMinutes };
  return { day: day * DAY_MS, ...counts, plantsMonitored, kwpMonitored: roundKwp(kwp) };
}
