import { DAY_MS, type Instant, SECOND_MS } from "@solarmon/core";

/** No vendor's quota lasts longer than a month; a header that says more is wrong. */
const MAX_WAIT_MS = 31 * DAY_MS;

/**
 * Instant that a Retry-After header asks to wait for: seconds, or an HTTP date, which is compared with the Date header
 * so that a wrong clock on either side does not matter. `undefined` when there is none that makes sense.
 */
export function parseRetryAfter(
  headers: Readonly<Record<string, string>>,
  now: Instant,
): Instant | undefined {
  const text = headers["retry-after"]?.trim();
  if (!text) return undefined;
  const waitMs = /^\d+(?:\.\d+)?$/u.test(text)
    ? Math.ceil(Number(text) * SECOND_MS)
    : Date.parse(text) - (dateOf(headers) ?? now);
  return Number.isNaN(waitMs) || waitMs < 0 ? undefined : now + Math.min(waitMs, MAX_WAIT_MS);
}

function dateOf(headers: Readonly<Record<string, string>>): Instant | undefined {
  const at = Date.parse(headers["date"] ?? "");
  return Number.isNaN(at) ? undefined : at;
}
