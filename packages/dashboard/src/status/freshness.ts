const MINUTE_MS = 60_000;

/** How far live data can be believed by their age. */
export type Freshness = "fresh" | "late" | "silent";

/**
 * Ages that make data late (amber) or silent (grey): two and a half and five missed readings,
 * but not before 5 and 15 minutes, so that a short pause alarms nobody.
 */
export function freshnessOf(ageMs: number, intervalMs: number): Freshness {
  if (ageMs > Math.max(15 * MINUTE_MS, 5 * intervalMs)) return "silent";
  if (ageMs > Math.max(5 * MINUTE_MS, 2.5 * intervalMs)) return "late";
  return "fresh";
}
