const MINUTE_MS = 60_000;

/** How far live data can be believed by their age. */
export type Freshness = "fresh" | "late" | "silent";

/**
 * Ages that make data late (amber) or silent (grey): more than two and three usual intervals,
 * but not before 5 and 15 minutes, so that a short pause alarms nobody. The server leaves a device
 * out of the plant's power at the same age as it is silent here.
 *
 * @param intervalMs - usual time between readings [ms]; 0 while unknown
 */
export function freshnessOf(ageMs: number, intervalMs: number): Freshness {
  if (ageMs > Math.max(15 * MINUTE_MS, 3 * intervalMs)) return "silent";
  if (ageMs > Math.max(5 * MINUTE_MS, 2 * intervalMs)) return "late";
  return "fresh";
}
