import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { UsageLedger } from "../ports/usage-ledger.ts";
import { DAY_MS, type Instant, type Span } from "../time.ts";
import { sumUsage, type UsageSum } from "../usage-sums.ts";
import {
  comparePositions,
  emptyUsageDay,
  requireBookings,
  roundKwp,
  USAGE_COUNTS,
  type UsageBooking,
  type UsageCount,
  type UsageDay,
} from "../usage.ts";

interface Day {
  readonly counts: Map<UsageCount, number>;
  /** Nameplates by plant [kW]. */
  readonly plants: Map<Id, number>;
}

interface Account {
  /** Up to where each source is booked. */
  readonly positions: Map<string, string>;
  readonly days: Map<Instant, Day>;
}

/** {@link UsageLedger} in memory, unbounded: for tests and examples. */
export class MemoryUsageLedger implements UsageLedger {
  readonly #accounts = new Map<Id, Account>();

  async book(bookings: readonly UsageBooking[]): Promise<void> {
    requireBookings(bookings);
    const fresh = bookings.filter((booking) => this.#isFresh(booking));
    for (const { tenantId, source, position } of fresh) {
      const { positions } = this.#accountOf(tenantId);
      const before = positions.get(source);
      if (before === undefined || comparePositions(position, before) > 0)
        positions.set(source, position);
    }
    for (const sum of sumUsage(fresh)) addTo(this.#accountOf(sum.tenantId), sum);
  }

  async days({ tenantId }: TenantScope, { start, end }: Span): Promise<readonly UsageDay[]> {
    const days = [...(this.#accounts.get(tenantId)?.days ?? [])];
    return days
      .filter(([day]) => day >= start && day < end)
      .toSorted(([a], [b]) => a - b)
      .map(([day, counted]) => toUsageDay(day, counted));
  }

  async deleteTenant({ tenantId }: TenantScope): Promise<void> {
    this.#accounts.delete(tenantId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#accounts.clear();
  }

  #isFresh({ tenantId, source, position }: UsageBooking): boolean {
    const before = this.#accounts.get(tenantId)?.positions.get(source);
    return before === undefined || comparePositions(position, before) > 0;
  }

  #accountOf(tenantId: Id): Account {
    let account = this.#accounts.get(tenantId);
    if (!account)
      this.#accounts.set(tenantId, (account = { positions: new Map(), days: new Map() }));
    return account;
  }
}

function addTo({ days }: Account, { day, counts, plants }: UsageSum): void {
  const start = day * DAY_MS;
  const own = days.get(start) ?? { counts: new Map(), plants: new Map() };
  days.set(start, own);
  for (const name of USAGE_COUNTS) own.counts.set(name, (own.counts.get(name) ?? 0) + counts[name]);
  for (const [id, kwp] of plants) own.plants.set(id, Math.max(own.plants.get(id) ?? 0, kwp));
}

function toUsageDay(day: Instant, { counts, plants }: Day): UsageDay {
  return {
    ...emptyUsageDay(day),
    ...Object.fromEntries(counts),
    plantsMonitored: plants.size,
    kwpMonitored: roundKwp([...plants.values()].reduce((sum, kwp) => sum + kwp, 0)),
  };
}
