import { SolarmonError } from "../errors.ts";

/** Given to every call that may take long. */
export interface CallOptions {
  /** Ends the call early with a `cancelled` error. */
  readonly signal?: AbortSignal;
}

/**
 * For adapters: call it before work starts and between its parts.
 *
 * @throws {@link SolarmonError} `cancelled` when the caller's signal has fired
 */
export function throwIfCancelled(options?: CallOptions): void {
  if (options?.signal?.aborted === true)
    throw new SolarmonError("cancelled", "the caller ended the call", {
      cause: options.signal.reason,
    });
}
