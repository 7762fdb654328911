/**
 * What went wrong, as a closed list. `docs/reference/errors.md` explains each.
 *
 * - `invalid_argument` the caller passed something unusable
 * - `refused` input was understood and turned down, with a reason
 * - `unauthenticated` no valid credential · `forbidden` valid, but not for this
 * - `not_found` no such thing here (also given for other tenants' things)
 * - `conflict` exists already, or changed meanwhile
 * - `too_large` over a stated limit · `rate_limited` slow down, see `retryAfterMs`
 * - `storage_full` no space to make data durable · `storage_corrupt` bytes on disk do not add up
 * - `locked` another process holds it · `unavailable` a part is down for now
 * - `unsupported` this adapter declares that it cannot do it
 * - `cancelled` the caller's signal ended it · `internal` a fault of ours
 */
export type SolarmonErrorCode =
  | "invalid_argument"
  | "refused"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "rate_limited"
  | "storage_full"
  | "storage_corrupt"
  | "locked"
  | "unavailable"
  | "unsupported"
  | "cancelled"
  | "internal";

export interface SolarmonErrorOptions {
  readonly cause?: unknown;
  /** Whether the same call may succeed later without a change. Default: by code. */
  readonly isRetryable?: boolean;
}

const RETRYABLE: ReadonlySet<SolarmonErrorCode> = new Set([
  "rate_limited",
  "storage_full",
  "locked",
  "unavailable",
]);

/** Base of every error Solarmon throws. Test with `SolarmonError.is`: two copies may be installed. */
export class SolarmonError extends Error {
  override readonly name: string = "SolarmonError";
  readonly "~solarmon" = "error" as const;
  readonly code: SolarmonErrorCode;
  readonly isRetryable: boolean;

  constructor(code: SolarmonErrorCode, message: string, options: SolarmonErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.isRetryable = options.isRetryable ?? RETRYABLE.has(code);
  }

  static is(value: unknown): value is SolarmonError {
    return value instanceof Error && "~solarmon" in value && value["~solarmon"] === "error";
  }
}

/** Too much at once; try again after `retryAfterMs`. */
export class RateLimitedError extends SolarmonError {
  override readonly name: string = "RateLimitedError";
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number, options: SolarmonErrorOptions = {}) {
    super("rate_limited", message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Wraps whatever was thrown, keeping a {@link SolarmonError} as it is. */
export function toSolarmonError(thrown: unknown, message: string): SolarmonError {
  if (SolarmonError.is(thrown)) return thrown;
  return new SolarmonError("internal", message, { cause: thrown });
}
