import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import { throwIfCancelled, type CallOptions } from "../ports/call.ts";
import type {
  AppendResult,
  AppendVerdict,
  LatestReading,
  ReadingColumns,
  ReadingQuery,
  ReadingVersion,
  TenantReadings,
} from "../ports/reading-store.ts";
import type { Envelope } from "../reading.ts";
import type { Instant } from "../time.ts";
import { requireOwnEnvelopes } from "../own-envelopes.ts";
import { StoredReading } from "./stored-reading.ts";
import { toColumns } from "./to-columns.ts";

const PAGE_READINGS = 10_000;

/** The readings of one tenant in memory. */
export class MemoryTenantReadings implements TenantReadings {
  readonly #scope: TenantScope;
  readonly #devices = new Map<Id, Map<Instant, StoredReading>>();

  constructor(scope: TenantScope) {
    this.#scope = scope;
  }

  clear(): void {
    this.#devices.clear();
  }

  async append(
    envelopes: readonly Envelope[],
    options?: CallOptions,
  ): Promise<readonly AppendResult[]> {
    throwIfCancelled(options);
    requireOwnEnvelopes(this.#scope, envelopes);
    return envelopes.map((envelope) => this.#appendOne(envelope));
  }

  #appendOne({ readings, receivedAt, source }: Envelope): AppendResult {
    const verdicts: AppendVerdict[] = [];
    const touched: number[] = [];
    for (const [index, reading] of readings.entries()) {
      const own = { ...reading, packed: reading.packed.slice() };
      const outcome = this.#offer({ reading: own, receivedAt, source });
      verdicts.push(outcome.verdict);
      if (outcome.isTouched) touched.push(index);
    }
    return { verdicts, touched };
  }

  #offer(version: ReadingVersion): { verdict: AppendVerdict; isTouched: boolean } {
    const { deviceId, measuredAt } = version.reading;
    let times = this.#devices.get(deviceId);
    if (!times) this.#devices.set(deviceId, (times = new Map()));
    const stored = times.get(measuredAt);
    if (stored) return stored.offer(version);
    times.set(measuredAt, new StoredReading(version));
    return { verdict: "stored", isTouched: false };
  }

  async *read(
    { deviceIds, points, span }: ReadingQuery,
    options?: CallOptions,
  ): AsyncIterable<ReadingColumns> {
    for (const deviceId of deviceIds) {
      throwIfCancelled(options);
      const rows = [...(this.#devices.get(deviceId)?.values() ?? [])]
        .map(({ current }) => current)
        .filter(({ measuredAt }) => measuredAt >= span.start && measuredAt < span.end)
        .toSorted((a, b) => a.measuredAt - b.measuredAt);
      for (let from = 0; from < rows.length; from += PAGE_READINGS)
        yield toColumns(deviceId, rows.slice(from, from + PAGE_READINGS), points);
    }
  }

  async history(deviceId: Id, measuredAt: Instant): Promise<readonly ReadingVersion[]> {
    return this.#devices.get(deviceId)?.get(measuredAt)?.versions ?? [];
  }

  async latest(deviceIds: readonly Id[]): Promise<readonly LatestReading[]> {
    return deviceIds.flatMap((deviceId) => {
      const times = this.#devices.get(deviceId);
      const newest = times && times.get([...times.keys()].reduce((a, b) => Math.max(a, b)));
      return newest ? [newest.latest()] : [];
    });
  }
}
