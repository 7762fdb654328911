import { HOUR_MS, MINUTE_MS, systemClock, toSolarmonError } from "@solarmon/core";
import type { ThreadStores } from "./open-thread-stores.ts";
import { pause } from "./pause.ts";

const FIRST_AFTER_MS = 30_000;
const EVERY_MS = 10 * MINUTE_MS;
/** A day is left open for so long after its end, so that devices that send late do not open it again. */
const OPEN_FOR_MS = 6 * HOUR_MS;

/**
 * Makes room ahead and seals closed days now and then until the signal fires; works in slices between which readings are
 * stored.
 */
export async function runUpkeep(
  stores: Pick<ThreadStores, "maintain" | "seal">,
  signal: AbortSignal,
  onWarning: (message: string) => void,
): Promise<void> {
  await pause(FIRST_AFTER_MS, signal);
  while (!signal.aborted) {
    try {
      await stores.maintain();
      await stores.seal({ before: systemClock.now() - OPEN_FOR_MS, signal });
    } catch (thrown) {
      if (!signal.aborted) onWarning(`sealing: ${toSolarmonError(thrown, String(thrown)).message}`);
    }
    await pause(EVERY_MS, signal);
  }
}
