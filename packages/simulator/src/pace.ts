import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, type Instant, systemClock } from "@solarmon/core";

/** A clock one can wait on: real, or faster than real. */
export interface Pace extends Clock {
  /** Resolves once `now()` has reached `at`, or when the signal fires. */
  waitUntil(at: Instant, signal: AbortSignal): Promise<void>;
}

/** Real time. */
export const realPace: Pace = {
  now: () => systemClock.now(),
  waitUntil: (at, signal) => pause(at - systemClock.now(), signal),
};

/**
 * Time that starts at `startAt` and passes `factor` times as fast as real time; with `factor: Infinity` it jumps from
 * one wait to the next.
 */
export function fastPace(startAt: Instant, factor: number): Pace {
  const begunAt = systemClock.now();
  let jumpedTo = startAt;
  const passed = (): Instant => startAt + (systemClock.now() - begunAt) * factor;
  if (Number.isFinite(factor))
    return {
      now: passed,
      waitUntil: (at, signal) => pause((at - passed()) / factor, signal),
    };
  return {
    now: () => jumpedTo,
    waitUntil: async (at) => {
      jumpedTo = Math.max(jumpedTo, at);
    },
  };
}

async function pause(lengthMs: number, signal: AbortSignal): Promise<void> {
  if (lengthMs <= 0 || signal.aborted) return;
  await sleep(lengthMs, undefined, { signal }).catch(() => undefined);
}
