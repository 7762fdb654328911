import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import {
  comparePositions,
  DAY_MS,
  requireBookings,
  roundKwp,
  type Span,
  sumUsage,
  type TenantScope,
  type UsageBooking,
  type UsageDay,
  type UsageLedger,
  type UsageSum,
} from "@solarmon/core";
import { toDiskError } from "../disk-error.ts";
import { type Durability, SqliteFile } from "../sqlite/sqlite-file.ts";
import { asNumber, asText, type SqlValue } from "../sqlite/sqlite-value.ts";
import { prepareUsageSchema } from "./usage-schema.ts";

const POSITION = "select position from positions where tenant = ? and source = ?";
const MOVE = "insert or replace into positions values (?, ?, ?)";
const ADD = `
insert into days values (?, ?, ?, ?, ?, ?, ?) on conflict do update set
  points_ingested = points_ingested + excluded.points_ingested, points_stored = points_stored + excluded.points_stored,
  readings_refused = readings_refused + excluded.readings_refused, api_calls = api_calls + excluded.api_calls,
  live_minutes = live_minutes + excluded.live_minutes`;
const MEET = `
insert into plants values (?, ?, ?, ?) on conflict do update set dc_kwp = max(dc_kwp, excluded.dc_kwp)`;
const DAYS = `
select day, points_ingested, points_stored, readings_refused, api_calls, live_minutes,
  (select count(*) from plants where plants.tenant = days.tenant and plants.day = days.day),
  (select coalesce(sum(dc_kwp), 0) from plants where plants.tenant = days.tenant and plants.day = days.day)
from days where tenant = ? and day >= ? and day < ? order by day`;

export interface UsageLedgerOptions {
  /** The database file; made when it is missing, with its directory. Several threads and processes may have it open. */
  readonly file: string;
  /** Default `full`. With `normal`, what is booked survives a power cut only after {@link SqliteUsageLedger.sync}. */
  readonly durability?: Durability;
}

/** Opens the ledger of all tenants. @throws `storage_corrupt` written by a newer version · `storage_full`, `unavailable` */
export function openUsageLedger({
  file,
  durability = "full",
}: UsageLedgerOptions): SqliteUsageLedger {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw toDiskError(error, `cannot open ${file}`);
  }
  const sqlite = new SqliteFile(file, { durability });
  try {
    prepareUsageSchema(sqlite);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  return new SqliteUsageLedger(sqlite);
}

/** {@link UsageLedger} in a SQLite file. */
export class SqliteUsageLedger implements UsageLedger {
  readonly #sqlite: SqliteFile;

  /** Use {@link openUsageLedger}. */
  constructor(sqlite: SqliteFile) {
    this.#sqlite = sqlite;
  }

  async book(bookings: readonly UsageBooking[]): Promise<void> {
    requireBookings(bookings);
    if (bookings.length > 0) this.#sqlite.write(() => this.#book(bookings));
  }

  async days({ tenantId }: TenantScope, { start, end }: Span): Promise<readonly UsageDay[]> {
    const [first, ending] = [Math.ceil(start / DAY_MS), Math.ceil(end / DAY_MS)];
    return this.#sqlite
      .read(() => this.#sqlite.rows(DAYS, tenantId, first, ending))
      .map(toUsageDay);
  }

  async deleteTenant({ tenantId }: TenantScope): Promise<void> {
    this.#sqlite.write(() => {
      for (const table of ["positions", "days", "plants"])
        this.#sqlite.run(`delete from ${table} where tenant = ?`, tenantId);
    });
  }

  /** Makes everything booked so far survive a power cut. @throws `storage_full`, `unavailable` */
  sync(): void {
    this.#sqlite.sync();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#sqlite.close();
  }

  #book(bookings: readonly UsageBooking[]): void {
    const fresh: UsageBooking[] = [];
    for (const own of Map.groupBy(bookings, accountOf).values()) {
      const [{ tenantId, source } = { tenantId: "", source: "" }] = own;
      const before = this.#sqlite.row(POSITION, tenantId, source)?.[0];
      const isFresh = ({ position }: UsageBooking): boolean =>
        before === undefined || comparePositions(position, asText(before)) > 0;
      const added = own.filter(isFresh);
      const positions = added.map(({ position }) => position).toSorted(comparePositions);
      const highest = positions.at(-1);
      if (highest === undefined) continue;
      this.#sqlite.run(MOVE, tenantId, source, highest);
      fresh.push(...added);
    }
    for (const sum of sumUsage(fresh)) this.#add(sum);
  }

  #add({ tenantId, day, counts, plants }: UsageSum): void {
    const { pointsIngested, pointsStored, readingsRefused, apiCalls, liveMinutes } = counts;
    const amounts = [pointsIngested, pointsStored, readingsRefused, apiCalls, liveMinutes];
    this.#sqlite.run(ADD, tenantId, day, ...amounts);
    for (const [id, dcKwp] of plants) this.#sqlite.run(MEET, tenantId, day, id, dcKwp);
  }
}

/** Ids have no blanks. */
function accountOf({ tenantId, source }: UsageBooking): string {
  return `${tenantId} ${source}`;
}

function toUsageDay(row: readonly SqlValue[]): UsageDay {
  const [day, ingested, stored, refused, calls, minutes, plants, kwp] = row.map(asNumber);
  return {
    day: (day ?? 0) * DAY_MS,
    pointsIngested: ingested ?? 0,
    pointsStored: stored ?? 0,
    readingsRefused: refused ?? 0,
    apiCalls: calls ?? 0,
    liveMinutes: minutes ?? 0,
    plantsMonitored: plants ?? 0,
    kwpMonitored: roundKwp(kwp ?? 0),
  };
}
