import {
  type ConnectorErrorKind,
  isJsonObject,
  type JsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  readNumber,
  type ReceivedReply,
  type Refusal,
  textOf,
  type VendorReply,
} from "@solarmon/connectors-kit";
import { HOUR_MS, MINUTE_MS } from "@solarmon/core";

/** Carries the session; a reply to a log-in without it tells that the log-in failed. */
export const TOKEN_HEADER = "xsrf-token";

type Meaning = readonly [kind: ConnectorErrorKind, text: string];

const RELOGIN: Meaning = [
  "auth",
  "the session ended or another log-in took it over; log in once more, and never share the user",
];
const WRONG_PASSWORD: Meaning = [
  "auth",
  "wrong user or password; do not try again before it is corrected",
];
const OUR_FAULT: Meaning = ["invalid", "the call was not as the interface wants it"];
const BUSY: Meaning = ["transient", "the server is busy or has a fault of its own"];
const NO_USER: Meaning = [
  "auth",
  "the northbound user is unknown, forbidden or expired; ask your installer",
];
const NOT_LISTED: Meaning = ["gone", "no such plant or device for this user; read the lists again"];
const TOO_OFTEN: Meaning = ["rate", "too many calls of this interface; wait before the next"];

const FAIL_CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [305, RELOGIN],
  [401, ["permission", "no permission for this interface; ask your installer to tick it"]],
  [407, TOO_OFTEN],
  ...[20_001, 20_002, 20_003, 20_028].map((code): [number, Meaning] => [code, NO_USER]),
  [20_400, WRONG_PASSWORD],
  [20_403, ["auth", "log-in is locked for 30 minutes after wrong passwords"]],
  [30_029, ["auth", "the authorisation failed; link the account again"]],
  ...[20_004, 20_200, 30_008].map((code): [number, Meaning] => [code, BUSY]),
  ...[20_006, 20_007, 20_008, 20_013].map((code): [number, Meaning] => [code, NOT_LISTED]),
  [20_009, ["gone", "this figure is not configured for the plant"]],
  [20_026, ["gone", "older than 365 days; nothing earlier can be had"]],
]);

/** What an unsuccessful reply says. */
interface Failure {
  readonly kind: ConnectorErrorKind;
  /** In our words, with the number. */
  readonly text: string;
  /** In the vendor's words, or "". */
  readonly words: string;
}

/** An unsuccessful reply, also one with HTTP 200. */
export function refusalOf(reply: ReceivedReply): Refusal | undefined {
  const body = parseJsonBytes(reply.body, new ProblemList());
  const failure = failureOf(reply, objectOf(body));
  if (failure) return toRefusal(failure, reply);
  return isJsonObject(body) ? undefined : { kind: "protocol", detail: "the reply is no JSON" };
}

/** The same for a log-in: some hosts answer a wrong password with nothing at all. */
export function loginRefusalOf(reply: ReceivedReply): Refusal | undefined {
  const isEmpty = reply.status === 200 && reply.body.byteLength === 0;
  const refusal = isEmpty ? undefined : refusalOf(reply);
  const hasToken = (reply.headers[TOKEN_HEADER] ?? "") !== "";
  return refusal ?? (hasToken ? undefined : { kind: WRONG_PASSWORD[0], detail: WRONG_PASSWORD[1] });
}

function toRefusal({ kind, text, words }: Failure, reply: ReceivedReply): Refusal {
  const isTold = (reply.headers["retry-after"] ?? "") !== "";
  if (kind !== "rate" || isTold) return { kind, detail: text };
  return { kind, detail: text, retryAt: reply.receivedAt + waitOf(words) };
}

/** Sentence about the failure of a body; `undefined` for a success. */
export function failureText(reply: VendorReply, body: unknown): string | undefined {
  const failure = failureOf(reply, objectOf(body));
  if (!failure) return undefined;
  const { text, words } = failure;
  return `FusionSolar: ${text}${words && `: ${words}`}`;
}

function failureOf(reply: VendorReply, body: JsonObject | undefined): Failure | undefined {
  const status = reply.status ?? 200;
  const failCode = readNumber(body?.["failCode"]) ?? undefined;
  const isGateway = body !== undefined && textOf(body["exceptionInfo"]) !== undefined;
  const isRefused = body?.["success"] === false || (failCode !== undefined && failCode !== 0);
  if (status < 400 && !isRefused && !isGateway) return undefined;
  const words = wordsOf(body);
  const [kind, meaning] = /quotaControl/u.test(words) ? TOO_OFTEN : meaningOf(failCode, status);
  const number = failCode === undefined ? `HTTP ${status}` : `failCode ${failCode}`;
  return { kind, text: `${meaning} (${number})`, words };
}

const MAX_WORDS = 200;

/** 407 puts its words into `data`, the gateway into `exceptionInfo`. */
function wordsOf(body: JsonObject | undefined): string {
  const words = ["message", "exceptionInfo", "data"].map((name) => body?.[name]);
  const found = words.find((word) => typeof word === "string" && word !== "");
  return typeof found === "string" ? found.slice(0, MAX_WORDS) : "";
}

/** The interface of a day's allowance is asked again after an hour, the others after their five minutes. */
function waitOf(words: string): number {
  return /getStationList|\/stations|getDevList|getKpi|getDevKpi|History/u.test(words)
    ? HOUR_MS
    : 5 * MINUTE_MS;
}

function meaningOf(failCode: number | undefined, status: number): Meaning {
  if (failCode !== undefined) return FAIL_CODES.get(failCode) ?? byRange(failCode);
  if (status >= 500) return BUSY;
  if (status === 429) return TOO_OFTEN;
  if (status === 401) return RELOGIN;
  return status === 403 ? ["permission", "the gateway refused the call"] : OUR_FAULT;
}

/** 20005 to 20027 and 30001 to 30032 that are not named above tell of bad parameters. */
function byRange(failCode: number): Meaning {
  const isOurs =
    (failCode > 20_004 && failCode < 20_052) || (failCode > 30_000 && failCode < 30_033);
  return isOurs ? OUR_FAULT : ["protocol", "the call was refused"];
}
