import { ApiError, errorOfResponse } from "../api/api-error.ts";
import type { Session } from "./session.ts";

interface SessionAnswer {
  readonly token: string;
  /** ISO 8601, or ms since 1970. */
  readonly expiresAt: string | number;
}

/**
 * Trades e-mail and password for a session.
 *
 * @throws {@link ApiError} `unauthenticated` when they do not fit, `rate_limited` after too many tries
 */
export async function logIn(email: string, password: string): Promise<Session> {
  const response = await fetch("/api/v1/sessions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  }).catch((cause: unknown) => {
    throw new ApiError("unreachable", "The server cannot be reached.", { cause });
  });
  if (!response.ok) throw await errorOfResponse(response);
  const answer: SessionAnswer = await response.json();
  return { token: answer.token, expiresAt: new Date(answer.expiresAt).getTime() };
}

/** What to tell the person in front of the form. */
export function logInProblem(error: unknown): string {
  if (!(error instanceof ApiError)) return "Something went wrong. Try again.";
  if (error.code === "unauthenticated") return "E-mail or password is wrong.";
  if (error.code === "rate_limited") return "Too many tries. Wait a minute, then try again.";
  if (error.code === "unreachable")
    return "The server cannot be reached. Check that it runs, then try again.";
  return error.message;
}
