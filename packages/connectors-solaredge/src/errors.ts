import {
  classifyStatus,
  type JsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type Refusal,
  textOf,
  type VendorReply,
} from "@solarmon/connectors-kit";
import { DAY_MS, type Instant, MINUTE_MS } from "@solarmon/core";

const RETIRED =
  "SolarEdge has retired this API (HTTP 410, permanent): V1 keys no longer work; make a V2 key and link the site again";

const BY_STATUS: ReadonlyMap<number, Refusal> = new Map([
  [400, { kind: "invalid", detail: "it refuses the range or resolution asked for" }],
  [401, { kind: "auth", detail: "it does not accept the credential: enter a new API key" }],
  [403, { kind: "permission", detail: "no access to this site or endpoint: ask the installer" }],
  [404, { kind: "gone", detail: "it knows no such path or site" }],
  [410, { kind: "gone", detail: RETIRED }],
]);
/** RFC 6749: only a person can help. */
const DEAD_LOGIN: Refusal = {
  kind: "auth",
  detail: "the owner's consent has ended, or the app is unknown: connect the site again",
};
const LOGIN_ERRORS: ReadonlySet<unknown> = new Set([
  "invalid_grant",
  "invalid_client",
  "unauthorized_client",
]);

/** The body as JSON; `undefined` when it is none. */
export function jsonOf(body: Uint8Array): unknown {
  return parseJsonBytes(body, new ProblemList());
}

/** What a reply means when it is no success, by its status or by its body. */
export function refusalOf(reply: VendorReply): Refusal | undefined {
  const body = jsonOf(reply.body);
  const status = errorStatusOf(reply.status, objectOf(body));
  if (status !== undefined) return meaningOf(status, objectOf(body), reply);
  return body === undefined
    ? { kind: "protocol", detail: "a web page or other text where JSON should be" }
    : undefined;
}

function meaningOf(status: number, body: JsonObject | undefined, reply: VendorReply): Refusal {
  if (LOGIN_ERRORS.has(body?.["error"])) return DEAD_LOGIN;
  if (status === 429) return tooOften(reply);
  const unknown: Refusal = { kind: "protocol", detail: "an error in a reply of success" };
  const meaning = BY_STATUS.get(status) ?? classifyStatus(status) ?? unknown;
  const trace = traceOf(body);
  return trace === undefined ? meaning : { ...meaning, detail: `${meaning.detail} ${trace}` };
}

/** With calls left in this minute, and no time to wait for, it is the month that is used up. */
function tooOften({ headers = {}, receivedAt = 0 }: VendorReply): Refusal {
  const kind = "rate";
  // Whoever sends reads how long to wait.
  if ((headerOf(headers, "retry-after") ?? "") !== "")
    return { kind, detail: "too many calls in this minute" };
  if ((remainingInMinute(headers) ?? 0) > 0)
    return {
      kind,
      detail: "the calls of this month are used up",
      retryAt: nextMonthOf(receivedAt),
    };
  return { kind, detail: "too many calls in this minute", retryAt: receivedAt + MINUTE_MS };
}

/** Calls that the vendor says are left in this minute. */
export function remainingInMinute(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headerOf(headers, "x-ratelimit-remaining-minute") ?? "";
  return /^\d+$/u.test(text) ? Number(text) : undefined;
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers)
    .find(([key]) => key.toLowerCase() === name)?.[1]
    ?.trim();
}

/** Asking once a day is allowed and finds out when the vendor counts otherwise. */
function nextMonthOf(receivedAt: Instant): Instant {
  const date = new Date(receivedAt);
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return Math.min(next, receivedAt + DAY_MS);
}

/** Adds a problem when the reply is an error of the vendor: by its status, or by its body. */
export function reportError(reply: VendorReply, body: unknown, problems: ProblemList): boolean {
  const object = objectOf(body);
  const status = errorStatusOf(reply.status, object);
  if (status === undefined) return false;
  const detail =
    status === 410
      ? RETIRED
      : `SolarEdge answered ${[status || "", ...wordsOf(object)].join(" ").trim()}`;
  problems.add("", "vendor_error", detail);
  return true;
}

/** RFC 7807 bodies, `{String: {message}}` and `{message}` of older layers, and RFC 6749 bodies. */
function errorStatusOf(
  status: number | undefined,
  body: JsonObject | undefined,
): number | undefined {
  if (status !== undefined && status >= 400) return status;
  if (!body) return undefined;
  if (textOf(body["title"]) !== undefined && typeof body["status"] === "number")
    return body["status"];
  const isMessage = ["message", "error", "String"].some((name) => Object.hasOwn(body, name));
  return isMessage && Object.keys(body).length <= 4 ? 0 : undefined;
}

const MAX_WORDS = 200;

function wordsOf(body: JsonObject | undefined): string[] {
  const inner = objectOf(body?.["String"]) ?? body ?? {};
  const words = ["title", "detail", "message", "error", "error_description"].flatMap(
    (name) => textOf(inner[name])?.slice(0, MAX_WORDS) ?? [],
  );
  const trace = traceOf(inner);
  return trace === undefined ? words : [...words, trace];
}

/** For the vendor's support. */
function traceOf(body: JsonObject | undefined): string | undefined {
  const trace = textOf(body?.["traceId"]);
  return trace !== undefined && /^[\w-]{1,64}$/u.test(trace) ? `(traceId ${trace})` : undefined;
}
