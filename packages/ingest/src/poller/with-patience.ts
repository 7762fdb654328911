import { setTimeout } from "node:timers/promises";
import { ConnectorError } from "@solarmon/connectors-kit";
import { type Clock, type Instant, MINUTE_MS } from "@solarmon/core";

export interface Patience {
  readonly clock: Clock;
  /** Whether the work may begin again; e.g. not when a part of it was handed over. Default always. */
  readonly mayGoOn?: () => boolean;
  /** Default a timer. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** Limits of a minute are waited for; whoever asked is told of longer ones. */
const LONGEST_WAIT_MS = 2 * MINUTE_MS;
const MOST_WAITS = 15;

/**
 * Work of more calls than a vendor allows in a minute: when our own count cuts it, it goes on a minute later. Links
 * keep what they have until then.
 *
 * @throws what the work throws
 */
export async function withPatience<Result>(
  work: () => Promise<Result>,
  { clock, mayGoOn = () => true, wait = async (ms) => await setTimeout(ms) }: Patience,
): Promise<Result> {
  for (let waits = 0; ; waits += 1)
    try {
      return await work();
    } catch (error) {
      const until = shortWait(error, clock.now());
      if (until === null || waits >= MOST_WAITS || !mayGoOn()) throw error;
      await wait(Math.max(1, until - clock.now()));
    }
}

function shortWait(error: unknown, now: Instant): Instant | null {
  if (!ConnectorError.isConnectorError(error) || error.kind !== "rate") return null;
  const { retryAt, status } = error;
  const isOurs = status === null && retryAt !== null;
  return isOurs && retryAt - now <= LONGEST_WAIT_MS ? retryAt : null;
}
