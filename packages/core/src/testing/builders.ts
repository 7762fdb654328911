import { scopeOf, type TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import { packValues } from "../packed-values.ts";
import type { LatestReading } from "../ports/reading-store.ts";
import { QUALITY, SOURCE_RANK } from "../reading.ts";
import type { Envelope, PackedReading, PointValues, Quality } from "../reading.ts";
import type { Instant } from "../time.ts";

/** 2024-06-10T00:00:00Z, a Monday: where the builders' times start. */
export const TEST_DAY: Instant = 1_717_977_600_000;

/** The n-th id for tests: the same each time. @param n - whole, 0–2^32 */
export function testId(n: number): Id {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
}

/** Scope of the n-th tenant, whose id is `testId(n)`. */
export function testScope(n = 1): TenantScope {
  return scopeOf(testId(n));
}

/** A packed reading. Default: device `testId(100)`, {@link TEST_DAY}, good. */
export function reading(
  values: PointValues,
  rest: { readonly deviceId?: Id; readonly measuredAt?: Instant; readonly quality?: Quality } = {},
): PackedReading {
  const { deviceId = testId(100), measuredAt = TEST_DAY, quality = QUALITY.good } = rest;
  return { deviceId, measuredAt, quality, packed: packValues(values) };
}

/** An envelope. Default: tenant `testId(1)`, plant `testId(10)`, received a day after {@link TEST_DAY}, live. */
export function envelope(
  readings: readonly PackedReading[],
  rest: Partial<Omit<Envelope, "readings">> & { readonly rank?: number } = {},
): Envelope {
  const { rank = SOURCE_RANK.live, ...given } = rest;
  return {
    tenantId: testId(1),
    plantId: testId(10),
    receivedAt: TEST_DAY + 86_400_000,
    source: { name: "test", rank },
    ...given,
    readings,
  };
}

/** A newest reading. Default: device `testId(100)`, {@link TEST_DAY}, received then. */
export function latestReading(
  values: PointValues,
  rest: {
    readonly deviceId?: Id;
    readonly measuredAt?: Instant;
    readonly receivedAt?: Instant;
  } = {},
): LatestReading {
  const { deviceId = testId(100), measuredAt = TEST_DAY, receivedAt = measuredAt } = rest;
  return { deviceId, measuredAt, receivedAt, packed: packValues(values) };
}
