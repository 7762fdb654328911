import type { Instant } from "@solarmon/core";
import type { ConnectorErrorKind } from "./connector-error.ts";
import type { ReceivedReply } from "./vendor-http.ts";

/** What a reply means when it is no success. */
export interface Refusal {
  readonly kind: ConnectorErrorKind;
  /** Short, in words; no secret, nothing quoted from the body. */
  readonly detail: string;
  /** Do not call again before; taken from Retry-After when not given. */
  readonly retryAt?: Instant;
}

/**
 * The vendor's own reading of a reply, asked before the general one: errors inside a 200, odd uses of status numbers.
 * `undefined` leaves it to {@link classifyStatus}, `null` says that it is a success.
 */
export type Classify = (reply: ReceivedReply) => Refusal | null | undefined;

const KINDS: Readonly<Record<number, Refusal>> = {
  401: { kind: "auth", detail: "log-in refused or expired" },
  403: { kind: "permission", detail: "not allowed for this log-in" },
  404: { kind: "gone", detail: "no such thing, or not any more" },
  407: { kind: "rate", detail: "called too often" },
  408: { kind: "transient", detail: "the vendor gave up waiting" },
  410: { kind: "gone", detail: "the vendor has switched this off for good" },
  425: { kind: "transient", detail: "too early" },
  429: { kind: "rate", detail: "called too often" },
};

/** What a status means where the vendor does not say otherwise; `undefined` for a success. */
export function classifyStatus(status: number): Refusal | undefined {
  if (status >= 200 && status < 300) return undefined;
  const known = KINDS[status];
  if (known) return known;
  if (status >= 500) return { kind: "transient", detail: "a fault on the vendor's side" };
  if (status >= 400) return { kind: "invalid", detail: "the vendor does not accept this request" };
  return { kind: "protocol", detail: "a redirect, which is not followed" };
}
