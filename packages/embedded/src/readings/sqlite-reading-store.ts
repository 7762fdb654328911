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
  type ReadingStore,
  type ReadingStoreCapabilities,
  type ReadingVersion,
  requireOwnEnvelopes,
  SolarmonError,
  type TenantReadings,
  type TenantScope,
} from "@solarmon/core";
import type { TenantFiles } from "../tenant/tenant-files.ts";
import { findHistory, findLatest } from "./find-reading.ts";
import { readPage } from "./read-page.ts";

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new SolarmonError("cancelled", "the call was cancelled", { cause: signal.reason });
}

class SqliteTenantReadings implements TenantReadings {
  readonly #files: TenantFiles;
  readonly #scope: TenantScope;
  readonly #clock: Clock;

  constructor(files: TenantFiles, scope: TenantScope, clock: Clock) {
    this.#files = files;
    this.#scope = scope;
    this.#clock = clock;
  }

  async append(
    envelopes: readonly Envelope[],
    options: CallOptions = {},
  ): Promise<readonly AppendResult[]> {
    throwIfCancelled(options.signal);
    requireOwnEnvelopes(this.#scope, envelopes);
    if (envelopes.every(({ readings }) => readings.length === 0))
      return envelopes.map(() => ({ verdicts: [], touched: [] }));
    const file = this.#files.forWriting(this.#scope.tenantId);
    return file.writer.append(envelopes, this.#clock.now());
  }

  async *read(query: ReadingQuery, options: CallOptions = {}): AsyncIterable<ReadingColumns> {
    const codes = codesOf(query.points);
    for (const deviceId of query.deviceIds) {
      let start: Instant | undefined = query.span.start;
      while (start !== undefined) {
        throwIfCancelled(options.signal);
        const file = this.#files.forReading(this.#scope.tenantId);
        const device = file?.devices.find(deviceId);
        if (!file || device === undefined) break;
        const span = { start, end: query.span.end };
        const page = readPage(file.sqlite, { deviceId, device, codes, span });
        if (page.columns.measuredAt.length > 0) yield page.columns;
        start = page.next;
      }
    }
  }

  async history(deviceId: Id, measuredAt: Instant): Promise<readonly ReadingVersion[]> {
    const file = this.#files.forReading(this.#scope.tenantId);
    return file ? file.sqlite.read(() => findHistory(file, deviceId, measuredAt)) : [];
  }

  async latest(deviceIds: readonly Id[]): Promise<readonly LatestReading[]> {
    const file = this.#files.forReading(this.#scope.tenantId);
    if (!file) return [];
    return file.sqlite.read(() => deviceIds.flatMap((id) => findLatest(file, id) ?? []));
  }
}

/** {@link ReadingStore} with a SQLite file per tenant. */
export class SqliteReadingStore implements ReadingStore {
  readonly capabilities: ReadingStoreCapabilities = { history: true };
  readonly #files: TenantFiles;
  readonly #clock: Clock;

  constructor(files: TenantFiles, clock: Clock) {
    this.#files = files;
    this.#clock = clock;
  }

  forTenant(scope: TenantScope): TenantReadings {
    return new SqliteTenantReadings(this.#files, scope, this.#clock);
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    this.#files.remove(scope.tenantId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#files.close();
  }
}
