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
