import {
  type JsonObject,
  objectOf,
  type ProblemList,
  textOf,
  type VendorReply,
} from "@solarmon/connectors-kit";
import {
  DAY_MS,
  type Instant,
  RateLimitedError,
  SolarmonError,
  type SolarmonErrorCode,
} from "@solarmon/core";

const RETIRED =
  "SolarEdge has retired this API (HTTP 410, permanent): V1 keys no longer work; make a V2 key and link the site again";

const BY_STATUS: ReadonlyMap<number, readonly [SolarmonErrorCode, string]> = new Map([
  [400, ["invalid_argument", "refused the range or resolution asked for"]],
  [401, ["unauthenticated", "does not accept the credential; enter a new API key or reconnect"]],
  [403, ["forbidden", "gives no access to this site or endpoint; ask the installer for it"]],
  [404, ["not_found", "knows no such path or site"]],
]);

/** An unsuccessful reply as an error: what happened, and whether the same call may succeed later. */
export function solaredgeError(reply: VendorReply): SolarmonError {
  const status = reply.status ?? 0;
  if (status === 410) return new SolarmonError("unsupported", RETIRED);
  if (status === 429) return rateLimited(reply);
  const [code, text] = BY_STATUS.get(status) ?? byClass(status);
  return new SolarmonError(code, `SolarEdge ${text} (HTTP ${status})`);
}

function byClass(status: number): readonly [SolarmonErrorCode, string] {
  return status >= 500
    ? ["unavailable", "has a fault of its own; the next poll tries again"]
    : ["refused", "refused the call"];
}

/** With calls left in this minute, and no time to wait for, it is the month that is used up. */
function rateLimited({ headers = {}, receivedAt }: VendorReply): RateLimitedError {
  const seconds = Number(headerOf(headers, "retry-after") ?? Number.NaN);
  if (Number.isFinite(seconds))
    return new RateLimitedError("SolarEdge: too many calls in this minute", seconds * 1_000);
  const isMonth = Number(headerOf(headers, "x-ratelimit-remaining-minute") ?? 0) > 0;
  return isMonth
    ? new RateLimitedError(
        "SolarEdge: the calls of this month are used up",
        toNextMonth(receivedAt),
      )
    : new RateLimitedError("SolarEdge: too many calls in this minute", 60_000);
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Asking once a day is allowed and finds out when the vendor counts otherwise. */
function toNextMonth(receivedAt: Instant | undefined): number {
  if (receivedAt === undefined) return DAY_MS;
  const date = new Date(receivedAt);
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return Math.min(next - receivedAt, DAY_MS);
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
  const trace = textOf(inner["traceId"]);
  return trace === undefined ? words : [...words, `(traceId ${trace.slice(0, 64)})`];
}
