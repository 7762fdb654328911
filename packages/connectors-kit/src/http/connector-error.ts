import { type Instant, SolarmonError, type SolarmonErrorCode } from "@solarmon/core";

/**
 * What a vendor's refusal means for the link.
 *
 * - `auth` log in again · `permission` logged in, but not for this · `rate` over a quota, see `retryAt`
 * - `transient` the same call may work later · `gone` never again under this address
 * - `invalid` our request was wrong · `protocol` the reply was not what the vendor documents
 */
export type ConnectorErrorKind =
  | "auth"
  | "permission"
  | "rate"
  | "transient"
  | "gone"
  | "invalid"
  | "protocol";

const CODES: Readonly<Record<ConnectorErrorKind, SolarmonErrorCode>> = {
  auth: "unauthenticated",
  permission: "forbidden",
  rate: "rate_limited",
  transient: "unavailable",
  gone: "not_found",
  invalid: "invalid_argument",
  protocol: "refused",
};

/** What a {@link ConnectorError} carries beside its kind. */
export interface ConnectorErrorOptions {
  readonly cause?: unknown;
  /** HTTP status, when there was a reply. */
  readonly status?: number;
  /** Do not call again before. */
  readonly retryAt?: Instant;
}

/** A call to a vendor that failed, classified. The connector only classifies; whoever schedules decides about retries. */
export class ConnectorError extends SolarmonError {
  override readonly name: string = "ConnectorError";
  readonly kind: ConnectorErrorKind;
  readonly vendor: string;
  readonly status: number | null;
  readonly retryAt: Instant | null;

  constructor(
    kind: ConnectorErrorKind,
    vendor: string,
    message: string,
    options: ConnectorErrorOptions = {},
  ) {
    super(CODES[kind], `${vendor}: ${message}`, { cause: options.cause });
    this.kind = kind;
    this.vendor = vendor;
    this.status = options.status ?? null;
    this.retryAt = options.retryAt ?? null;
  }

  /** Whether it is one, also when another copy of this package threw it. */
  static isConnectorError(value: unknown): value is ConnectorError {
    return SolarmonError.is(value) && "kind" in value && "vendor" in value;
  }
}
