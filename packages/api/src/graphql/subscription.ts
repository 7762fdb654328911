import { watchRight } from "../auth/right-end.ts";
import type { ApiServices } from "../services.ts";
import { abortable } from "./abortable.ts";
import type { GraphqlContext } from "./context.ts";

/** Events of a subscription that ends with the log-in, with the client, or when it is closed. */
export function subscription<T>(
  { clock, metrics }: ApiServices,
  { principal, clientGone }: GraphqlContext,
  start: (signal: AbortSignal) => AsyncGenerator<T, void, void>,
): AsyncGenerator<T, void, void> {
  const right = watchRight(principal.expiresAt, clock);
  metrics.subscriptions++;
  return abortable(start, {
    signal: AbortSignal.any([right.signal, clientGone]),
    dispose() {
      metrics.subscriptions--;
      right[Symbol.dispose]();
    },
  });
}
