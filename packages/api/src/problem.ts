import type { SolarmonError, SolarmonErrorCode } from "@solarmon/core";

const STATUS: Readonly<Record<SolarmonErrorCode, number>> = {
  invalid_argument: 400,
  refused: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  storage_full: 507,
  storage_corrupt: 500,
  locked: 503,
  unavailable: 503,
  unsupported: 501,
  cancelled: 503,
  internal: 500,
};

const TITLE: Readonly<Record<SolarmonErrorCode, string>> = {
  invalid_argument: "The request cannot be used",
  refused: "The input was refused",
  unauthenticated: "Log in first",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "It exists already, or changed meanwhile",
  too_large: "Too large",
  rate_limited: "Too many requests",
  storage_full: "No space left",
  storage_corrupt: "Something went wrong on our side",
  locked: "Busy",
  unavailable: "Down for now",
  unsupported: "Not supported here",
  cancelled: "Cancelled",
  internal: "Something went wrong on our side",
};

const MASKED: ReadonlySet<SolarmonErrorCode> = new Set(["internal", "storage_corrupt"]);
const MASKED_DETAIL = "The fault was logged. Try again; if it stays, tell the operator.";
const STORAGE_FULL_RETRY_S = 30;
const RETRY_S = 5;

/** The problem in words that may leave the house: faults of ours are not explained to strangers. */
export function publicDetail(error: SolarmonError): string {
  return MASKED.has(error.code) ? MASKED_DETAIL : error.message;
}

/** Whether the error is a fault of ours that belongs in the log. */
export function isFault(error: SolarmonError): boolean {
  return MASKED.has(error.code);
}

function retryAfterSeconds(error: SolarmonError): number | undefined {
  if ("retryAfterMs" in error && typeof error.retryAfterMs === "number")
    return Math.max(1, Math.ceil(error.retryAfterMs / 1_000));
  if (error.code === "storage_full") return STORAGE_FULL_RETRY_S;
  return error.isRetryable ? RETRY_S : undefined;
}

/** The headers of a problem document of `error`. */
function problemHeaders(error: SolarmonError): Headers {
  const headers = new Headers({ "content-type": "application/problem+json" });
  const seconds = retryAfterSeconds(error);
  if (seconds !== undefined) headers.set("retry-after", String(seconds));
  if (error.code === "unauthenticated") headers.set("www-authenticate", 'Bearer realm="solarmon"');
  return headers;
}

/** The error as a problem document (RFC 9457), with further members. */
export function problemResponse(error: SolarmonError, members: object = {}): Response {
  const status = STATUS[error.code];
  const detail = publicDetail(error);
  const document = {
    type: `urn:solarmon:error:${error.code}`,
    title: TITLE[error.code],
    status,
    detail,
    code: error.code,
    ...members,
  };
  return new Response(JSON.stringify(document), { status, headers: problemHeaders(error) });
}
