import { SolarmonError, type Clock, type Instant } from "@solarmon/core";

const MAX_TIMER_MS = 2 ** 31 - 1;

/** A signal that fires when a right is over. Dispose it when the right is no longer used. */
export interface RightEnd {
  readonly signal: AbortSignal;
  [Symbol.dispose](): void;
}

/** The error that subscriptions end with when the log-in they rest on is over. */
export function rightIsOver(): SolarmonError {
  return new SolarmonError("unauthenticated", "The log-in is over. Log in again.");
}

/** Watches for `expiresAt`. */
export function watchRight(expiresAt: Instant, clock: Clock): RightEnd {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const arm = (): void => {
    const restMs = expiresAt - clock.now();
    if (restMs <= 0) controller.abort(rightIsOver());
    else timer = setTimeout(arm, Math.min(restMs, MAX_TIMER_MS)).unref();
  };
  arm();
  return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}
