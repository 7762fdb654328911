import type { DecodeTarget, JsonObject, LocalTimes } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";

/** What the decoder of one endpoint works on. */
export interface DecodeCall extends DecodeTarget {
  /** The whole body, a success. */
  readonly body: JsonObject;
  readonly times: LocalTimes;
  /** When the reply was received. */
  readonly receivedAt: Instant | undefined;
}

/** Key of a plant; one that the reply does not name stands in the call. */
export function siteKey(id: string | undefined): string {
  return id === undefined ? "site" : `site:${id}`;
}
