import {
  type AppendVerdict,
  type Id,
  newId,
  RateLimitedError,
  SECOND_MS,
  SolarmonError,
} from "@solarmon/core";

/** Brings the verdicts of the processor back to the door that waits for them. */
export interface VerdictBoard {
  /**
   * A place to wait at: put `replyTo` into the envelope before it is written.
   *
   * @param timeoutMs - after it `verdicts` rejects with `unavailable`; the readings are durable all the same
   * @throws `rate_limited` when too many wait already
   */
  expect(timeoutMs: number): { replyTo: Id; verdicts: Promise<readonly AppendVerdict[]> };
  /** Hands over the verdicts; does nothing when nobody waits (any more). */
  deliver(replyTo: string, verdicts: readonly AppendVerdict[]): void;
}

interface Waiter {
  readonly resolve: (verdicts: readonly AppendVerdict[]) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export interface VerdictBoardOptions {
  /** Most that may wait at a time. Default 10,000. */
  readonly maxWaiting?: number;
}

/** A board within one process. */
export function createVerdictBoard({
  maxWaiting = 10_000,
}: VerdictBoardOptions = {}): VerdictBoard {
  const waiting = new Map<string, Waiter>();
  return {
    expect: (timeoutMs) => {
      if (waiting.size >= maxWaiting)
        throw new RateLimitedError(`${maxWaiting} senders wait for verdicts already`, SECOND_MS);
      const replyTo = newId();
      const { promise, resolve, reject } = Promise.withResolvers<readonly AppendVerdict[]>();
      const timer = setTimeout(() => {
        waiting.delete(replyTo);
        reject(timedOut(timeoutMs));
      }, timeoutMs);
      waiting.set(replyTo, { resolve, timer });
      promise.catch(() => undefined); // a door that failed meanwhile waits no more
      return { replyTo, verdicts: promise };
    },
    deliver: (replyTo, verdicts) => {
      const waiter = waiting.get(replyTo);
      if (!waiter) return;
      clearTimeout(waiter.timer);
      waiting.delete(replyTo);
      waiter.resolve(verdicts);
    },
  };
}

function timedOut(timeoutMs: number): SolarmonError {
  return new SolarmonError(
    "unavailable",
    `no verdict within ${timeoutMs} ms: the readings are durable and will be processed later`,
  );
}
