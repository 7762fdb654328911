import { SECOND_MS, SolarmonError } from "@solarmon/core";

/** A message that a subscriber has to publish again and again, or nothing will come. */
export interface KeepAlive {
  readonly topic: string;
  readonly payload: string;
  /** Time between two of them [ms]. */
  readonly intervalMs: number;
}

/** A GX device falls silent a minute after the last one; half of it lets one get lost. */
const INTERVAL_MS = 30 * SECOND_MS;

/**
 * What a GX device wants to hear. The empty payload makes it publish every value each time, so that sums of phases
 * hold values that did not change, too. It is a read request: nothing is set.
 *
 * @param portalId - VRM portal id, the level after `N/` in its topics
 * @throws `invalid_argument` an id that is no level of a topic
 */
export function venusKeepAlive(portalId: string): KeepAlive {
  if (!/^[^/+#\0]+$/u.test(portalId))
    throw new SolarmonError(
      "invalid_argument",
      "a VRM portal id is one level of a topic, e.g. c0619ab12345: no slash, + or #",
    );
  return { topic: `R/${portalId}/keepalive`, payload: "", intervalMs: INTERVAL_MS };
}
