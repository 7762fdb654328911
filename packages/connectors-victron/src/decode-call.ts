import type { DecodeTarget, JsonObject } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";

/** What the decoder of one endpoint works on. */
export interface DecodeCall extends DecodeTarget {
  /** The whole body, a success. */
  readonly body: JsonObject;
  /** When the reply was received. */
  readonly receivedAt: Instant | undefined;
}

/** Smaller numbers count seconds, larger ones milliseconds: both are between 1973 and 5138. */
const FIRST_MILLISECOND = 1e11;
const LAST_MILLISECOND = 1e14;

/** An instant in seconds or milliseconds since 1970. */
export function instantOf(value: unknown): Instant | undefined {
  if (typeof value !== "number" || !(value > 0 && value < LAST_MILLISECOND)) return undefined;
  return Math.floor(value < FIRST_MILLISECOND ? value * 1_000 : value);
}
