/** A call to the server that did not work. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The server's error code in lower case, or `unreachable`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Code of whatever was thrown, `internal` for what is not ours; `null` for nothing. */
export function codeOf(error: Error | null): string | null {
  if (error === null) return null;
  return error instanceof ApiError ? error.code : "internal";
}

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: "invalid_argument",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  422: "invalid_argument",
  429: "rate_limited",
};

interface ProblemDocument {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
}

/** The error in an HTTP answer: an RFC 9457 problem document, or whatever else came. */
export async function errorOfResponse(response: Response): Promise<ApiError> {
  const problem: ProblemDocument = await response.json().catch(() => ({}));
  const code = CODE_OF_STATUS[response.status] ?? problem.code ?? "unavailable";
  const message = problem.detail ?? problem.title ?? `The server answered ${response.status}.`;
  return new ApiError(code, message);
}
