import { RateLimitedError } from "@solarmon/core";
import { watchRight } from "../auth/right-end.ts";
import type { ApiServices } from "../services.ts";
import { abortable } from "./abortable.ts";
import type { GraphqlContext } from "./context.ts";

const BUSY_RETRY_MS = 10_000;

/** Events of a subscription that ends with the log-in, with the client, or when it is closed. @throws `rate_limited` */
export function subscription<T>(
  { clock, metrics, meter, limits }: ApiServices,
  { principal, right, clientGone }: GraphqlContext,
  start: (signal: AbortSignal) => AsyncGenerator<T, void, void>,
): AsyncGenerator<T, void, void> {
  if (metrics.subscriptions >= limits.subscriptions)
    throw new RateLimitedError("Too many subscriptions are open. Try again later.", BUSY_RETRY_MS);
  const end = right && watchRight(right, clock, limits.recheckMs);
  metrics.subscriptions++;
  const endLive = meter.beginLive(principal.scope.tenantId);
  return abortable(start, {
    signal: end ? AbortSignal.any([end.signal, clientGone]) : clientGone,
    dispose() {
      metrics.subscriptions--;
      endLive();
      end?.[Symbol.dispose]();
    },
  });
}
