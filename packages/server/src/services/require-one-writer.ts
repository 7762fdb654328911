import { type Lease, type Lock, SolarmonError } from "@solarmon/core";
import { pause } from "../processor/pause.ts";
import { openPostgresLock } from "./open-lock.ts";
import type { Services } from "./services.ts";

const NAME = "roll-ups";
const TTL_MS = 30_000;
const LOOK_MS = 5_000;

/**
 * Of roll-ups there is one writer. Kafka gives each plant to one worker; with a stream of its own a process must be
 * alone on its database.
 *
 * @param onLost - told when the claim was lost with its connection, and another process has it now
 * @throws `locked` when another process writes them
 */
export async function requireOneWriter(
  { postgres, kafka }: Services,
  onLost: (message: string) => void,
): Promise<AsyncDisposable> {
  if (!postgres || kafka) return { [Symbol.asyncDispose]: async () => undefined };
  await using stack = new AsyncDisposableStack();
  const { lock } = stack.use(await openPostgresLock(postgres.url));
  const lease = await lock.acquire(NAME, TTL_MS);
  if (!lease)
    throw new SolarmonError(
      "locked",
      "another process works on this database. Several need one stream: set KAFKA_BROKERS for all of them.",
    );
  const stop = new AbortController();
  const keeping = keep(lock, lease, onLost, stop.signal);
  const open = stack.move();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await keeping;
      await open.disposeAsync();
    },
  };
}

/** A database that restarts forgets its locks: the claim is made again. */
async function keep(
  lock: Lock,
  first: Lease,
  onLost: (message: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let lease: Lease | undefined = first;
  let isTold = false;
  while (!signal.aborted) {
    await pause(LOOK_MS, signal);
    if (signal.aborted) return;
    try {
      lease = lease && (await lock.renew(lease, TTL_MS));
      lease ??= await lock.acquire(NAME, TTL_MS);
      if (!lease && !isTold)
        onLost("another process writes to this database, too: stop one of the two");
      isTold = !lease;
    } catch {
      lease = undefined; // the database is away
    }
  }
}
