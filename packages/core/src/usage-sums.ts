import type { Id } from "./ids.ts";
import { USAGE_COUNTS, type UsageBooking, type UsageCount } from "./usage.ts";

/** What bookings of one tenant and UTC day come to. */
export interface UsageSum {
  readonly tenantId: Id;
  /** Number of the UTC day. */
  readonly day: number;
  readonly counts: Readonly<Record<UsageCount, number>>;
  /** Nameplates by plant, unknown ones as 0 [kW]. */
  readonly plants: ReadonlyMap<Id, number>;
}

/** For adapters: bookings, all of which are to count, by tenant and day. */
export function sumUsage(bookings: Iterable<UsageBooking>): UsageSum[] {
  const sums = new Map<string, UsageSum & Draft>();
  for (const { tenantId, day, counts, plant } of bookings) {
    const key = `${tenantId} ${day}`;
    let sum = sums.get(key);
    if (!sum) sums.set(key, (sum = { tenantId, day, counts: noCounts(), plants: new Map() }));
    for (const name of USAGE_COUNTS) sum.counts[name] += counts[name] ?? 0;
    if (plant) sum.plants.set(plant.id, Math.max(sum.plants.get(plant.id) ?? 0, plant.dcKwp ?? 0));
  }
  return [...sums.values()];
}

interface Draft {
  readonly counts: Record<UsageCount, number>;
  readonly plants: Map<Id, number>;
}

function noCounts(): Record<UsageCount, number> {
  return { pointsIngested: 0, pointsStored: 0, readingsRefused: 0, apiCalls: 0, liveMinutes: 0 };
}
