import type { TenantScope } from "../../authority.ts";
import type { UsageLedger } from "../../ports/usage-ledger.ts";
import { DAY_MS, utcDay } from "../../time.ts";
import { emptyUsageDay, type UsageBooking, type UsageDay } from "../../usage.ts";
import { TEST_DAY, testId, testScope } from "../builders.ts";

/** Every day there is. */
export const ALWAYS = { start: 0, end: 1e15 };

/** Ten values of the n-th record of shard 0, of `testId(1)`, on {@link TEST_DAY}. */
export function booking(n: number | string, rest: Partial<UsageBooking> = {}): UsageBooking {
  return {
    tenantId: testId(1),
    source: "log/0",
    position: `${n}`,
    day: utcDay(TEST_DAY),
    counts: { pointsIngested: 10 },
    ...rest,
  };
}

/** A day with some figures, the n-th after {@link TEST_DAY}. */
export function usageDay(figures: Partial<UsageDay>, n = 0): UsageDay {
  return { ...emptyUsageDay(TEST_DAY + n * DAY_MS), ...figures };
}

/** Points of all days together. */
export async function pointsOf(
  ledger: UsageLedger,
  scope: TenantScope = testScope(1),
): Promise<number> {
  const days = await ledger.days(scope, ALWAYS);
  return days.reduce((sum, { pointsIngested }) => sum + pointsIngested, 0);
}
