import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";

/** Most errors of the API have this form. */
export function errorReply(code: number, message: string, details: string): StandInReply {
  return { status: code, body: { message, details, code } };
}

export const UNAUTHORIZED: StandInReply = errorReply(
  401,
  "Not Authorized",
  "User is not authorized",
);

export const FORBIDDEN: StandInReply = errorReply(
  403,
  "Forbidden",
  "Not authorized to access this resource",
);

/** Some endpoints have a form of their own. */
export const UNAVAILABLE: StandInReply = {
  status: 500,
  body: { errorCode: 7, errorMessages: ["Data is temporarily unavailable"] },
};

/** Says which limit it was, and until when; there is no Retry-After. */
export function tooManyRequests({ now }: StandInRequest, period: "minute" | "month"): StandInReply {
  const { body, ...reply } = errorReply(
    429,
    "Too Many Requests",
    "Usage limit exceeded for plan Watt",
  );
  const fields = typeof body === "object" ? body : {};
  const [start, end] = period === "minute" ? minuteOf(now) : monthOf(now);
  const limits = { period, period_start: start / 1_000, period_end: end / 1_000 };
  const limit = period === "minute" ? 10 : 1_000;
  return { ...reply, headers: { "retry-after": "" }, body: { ...fields, ...limits, limit } };
}

function minuteOf(now: number): readonly [number, number] {
  const start = Math.floor(now / 60_000) * 60_000;
  return [start, start + 60_000];
}

function monthOf(now: number): readonly [number, number] {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return [Date.UTC(year, month), Date.UTC(year, month + 1)];
}
