import { type Instant, MINUTE_MS, SECOND_MS } from "@solarmon/core";

const STEPS_NEEDED = 20;
const USUAL_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 20, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 20, 30, 60].map((minutes) => minutes * MINUTE_MS),
];
/** How far a device may be off a usual interval for that to be meant. */
const USUAL_SHARE = 0.2;

/** Learns the usual time between a device's readings: the median of the first steps. */
export class IntervalLearner {
  readonly #stepsMs: number[] = [];

  /** Takes the time between two neighbouring readings; answers with the interval [ms] once it is known. */
  learn(previousAt: Instant, at: Instant): number | null {
    if (!Number.isFinite(previousAt)) return null;
    this.#stepsMs.push(at - previousAt);
    if (this.#stepsMs.length < STEPS_NEEDED) return null;
    const sorted = this.#stepsMs.toSorted((a, b) => a - b);
    return usualInterval(sorted[STEPS_NEEDED / 2]!);
  }
}

function usualInterval(medianMs: number): number {
  const usualMs = USUAL_MS.find((ms) => Math.abs(ms - medianMs) <= ms * USUAL_SHARE);
  return usualMs ?? Math.max(1, Math.round(medianMs));
}
