import { SolarmonError, type Clock, type Principal } from "@solarmon/core";

/** A proven right to act, which may be taken away while something long rests on it. */
export interface Right {
  readonly principal: Principal;
  /** Proves it again. Left out where something else watches. */
  readonly verify?: () => Promise<unknown>;
}

/** A signal that fires when a right is over. Dispose it when the right is no longer used. */
export interface RightEnd {
  readonly signal: AbortSignal;
  [Symbol.dispose](): void;
}

function rightIsOver(): SolarmonError {
  return new SolarmonError("unauthenticated", "The log-in is over. Log in again.");
}

/** Whether the right was taken away. While that cannot be found out, it holds until its end. */
async function isTakenAway({ verify }: Right): Promise<boolean> {
  try {
    await verify?.();
    return false;
  } catch (error) {
    return SolarmonError.is(error) && error.code === "unauthenticated";
  }
}

/** Watches for the end of a right: its stated time, or sooner when it no longer verifies. */
export function watchRight(right: Right, clock: Clock, recheckMs: number): RightEnd {
  const controller = new AbortController();
  const { expiresAt } = right.principal;
  let timer: NodeJS.Timeout | undefined;
  let isDisposed = false;
  const arm = (): void => {
    if (isDisposed) return;
    const restMs = expiresAt - clock.now();
    if (restMs <= 0) controller.abort(rightIsOver());
    else timer = setTimeout(() => void check(), Math.min(restMs, recheckMs)).unref();
  };
  const check = async (): Promise<void> => {
    if (await isTakenAway(right)) controller.abort(rightIsOver());
    else arm();
  };
  arm();
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      isDisposed = true;
      clearTimeout(timer);
    },
  };
}
