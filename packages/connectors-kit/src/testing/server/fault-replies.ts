import type { StandInFault } from "../stand-in.ts";
import type { StandInReply, StandInRequest } from "./route.ts";

/** Faults that a vendor answers in his own form. */
export type AnsweredFault = "unauthorized" | "forbidden" | "rate-limited" | "server-error";

/** The vendor's own form of an error. */
export type FaultForm = (request: StandInRequest) => StandInReply;

/** What a stand-in asks to wait for when it was called too often [s]. */
export const STAND_IN_RETRY_AFTER_S = 120;

const PLAIN: Readonly<Record<AnsweredFault, StandInReply>> = {
  unauthorized: { status: 401, body: { error: "unauthorized" } },
  forbidden: { status: 403, body: { error: "forbidden" } },
  "rate-limited": { status: 429, body: { error: "too many requests" } },
  "server-error": { status: 503, body: { error: "try later" } },
};

/** The reply to a fault, with Retry-After where one belongs. */
export function faultReply(
  fault: AnsweredFault,
  request: StandInRequest,
  forms: Partial<Readonly<Record<AnsweredFault, FaultForm>>>,
): StandInReply {
  const reply = forms[fault]?.(request) ?? PLAIN[fault];
  if (fault !== "rate-limited") return reply;
  return { ...reply, headers: { "retry-after": `${STAND_IN_RETRY_AFTER_S}`, ...reply.headers } };
}

export function isAnsweredFault(fault: StandInFault | null): fault is AnsweredFault {
  return fault !== null && fault in PLAIN;
}

/** What a vendor adds one day: a field that nobody knows, in each object of the reply. */
export function withNewField(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withNewField);
  if (typeof body !== "object" || body === null) return body;
  const entries = Object.entries(body).map(([key, value]) => [key, withNewField(value)] as const);
  return { ...Object.fromEntries(entries), addedByVendor: "since the last firmware" };
}
