import {
  type AppendResult,
  type CallOptions,
  type Clock,
  codesOf,
  type Envelope,
  type Id,
  type Instant,
  type LatestReading,
  type ReadingColumns,
  type ReadingQuery,
  type ReadingVersion,
  requireOwnEnvelopes,
  SolarmonError,
  type TenantReadings,
  type TenantScope,
  throwIfCancelled,
} from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { isRace } from "../database/postgres-error.ts";
import { appendReadings } from "./append-readings.ts";
import { findHeld } from "./find-held.ts";
import { findLatest } from "./find-latest.ts";
import { type Page, type PageQuery, readPage } from "./read-page.ts";
import { SourceTable } from "./source-table.ts";
import type { WriterMemory } from "./writer-memory.ts";

/** Writers that meet at the same readings try again this often. */
const MAX_TRIES = 10;

/** The readings of one tenant in PostgreSQL. */
export class PostgresTenantReadings implements TenantReadings {
  readonly #database: Database;
  readonly #memory: WriterMemory;
  readonly #scope: TenantScope;
  readonly #clock: Clock;

  constructor(database: Database, memory: WriterMemory, scope: TenantScope, clock: Clock) {
    this.#database = database;
    this.#memory = memory;
    this.#scope = scope;
    this.#clock = clock;
  }

  async append(
    envelopes: readonly Envelope[],
    options?: CallOptions,
  ): Promise<readonly AppendResult[]> {
    throwIfCancelled(options);
    requireOwnEnvelopes(this.#scope, envelopes);
    if (envelopes.every(({ readings }) => readings.length === 0))
      return envelopes.map(() => ({ verdicts: [], touched: [] }));
    for (let tries = 1; ; tries++) {
      try {
        const how = { now: this.#clock.now(), isCareful: tries > 1 };
        return await appendReadings(this.#database, this.#memory, this.#scope, envelopes, how);
      } catch (error) {
        this.#memory.forget(this.#scope.tenantId);
        if (!isRace(error)) throw error;
        if (tries === MAX_TRIES)
          throw new SolarmonError("unavailable", "too many write the same readings. Try again.", {
            cause: error,
          });
        throwIfCancelled(options);
      }
    }
  }

  async *read(
    { deviceIds, points, span }: ReadingQuery,
    options?: CallOptions,
  ): AsyncIterable<ReadingColumns> {
    const codes = codesOf(points);
    for (const deviceId of deviceIds) {
      let start: Instant | undefined = span.start;
      while (start !== undefined && start < span.end) {
        throwIfCancelled(options);
        const page: Page = await this.#page({ deviceId, codes, span: { start, end: span.end } });
        if (page.columns.measuredAt.length > 0) yield page.columns;
        start = page.next;
      }
    }
  }

  #page(query: PageQuery): Promise<Page> {
    return readPage(this.#database, this.#scope, query);
  }

  async history(deviceId: Id, measuredAt: Instant): Promise<readonly ReadingVersion[]> {
    // not read-only: the look-up locks what it finds, as one that writes does
    return this.#database.asTenant(this.#scope, async (session) => {
      const found = await findHeld(session, new SourceTable(session), [{ deviceId, measuredAt }]);
      return found.get(0)?.held.versions ?? [];
    });
  }

  async latest(deviceIds: readonly Id[]): Promise<readonly LatestReading[]> {
    if (deviceIds.length === 0) return [];
    return findLatest(this.#database, this.#scope, deviceIds);
  }
}
