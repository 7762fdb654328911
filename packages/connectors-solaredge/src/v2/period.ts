import { objectOf, parseInstant, textOf } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";

/** End of the span that the reply says it covers. */
export function untilOf(body: unknown): Instant | undefined {
  const to = textOf(objectOf(objectOf(body)?.["period"])?.["to"]);
  return to === undefined ? undefined : (parseInstant(to) ?? undefined);
}
