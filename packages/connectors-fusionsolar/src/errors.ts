import {
  type JsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  readNumber,
  textOf,
  type VendorReply,
} from "@solarmon/connectors-kit";
import {
  HOUR_MS,
  MINUTE_MS,
  RateLimitedError,
  SolarmonError,
  type SolarmonErrorCode,
} from "@solarmon/core";

type Meaning = readonly [code: SolarmonErrorCode, text: string];

const RELOGIN: Meaning = [
  "unauthenticated",
  "the session ended or another log-in took it over; log in once more, and never share the user",
];
const OUR_FAULT: Meaning = ["invalid_argument", "the call was not as the interface wants it"];
const BUSY: Meaning = ["unavailable", "the server is busy or has a fault of its own"];
const NO_USER: Meaning = [
  "unauthenticated",
  "the northbound user is unknown, forbidden or expired; ask your installer",
];
const NOT_LISTED: Meaning = [
  "not_found",
  "no such plant or device for this user; read the lists again",
];

const FAIL_CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [305, RELOGIN],
  [401, ["forbidden", "no permission for this interface; ask your installer to tick it"]],
  ...[20_001, 20_002, 20_003, 20_028].map((code): [number, Meaning] => [code, NO_USER]),
  [20_400, ["unauthenticated", "wrong user or password; do not try again before it is corrected"]],
  [20_403, ["unauthenticated", "log-in is locked for 30 minutes after wrong passwords"]],
  [30_029, ["unauthenticated", "the authorisation failed; link the account again"]],
  ...[20_004, 20_200, 30_008].map((code): [number, Meaning] => [code, BUSY]),
  ...[20_006, 20_007, 20_008, 20_013].map((code): [number, Meaning] => [code, NOT_LISTED]),
  [20_009, ["unsupported", "this figure is not configured for the plant"]],
  [20_026, ["refused", "older than 365 days; nothing earlier can be had"]],
]);

/** What a reply says went wrong; `undefined` when it is a success. */
interface Failure {
  readonly failCode: number | undefined;
  readonly status: number;
  readonly text: string;
}

/** An unsuccessful reply as an error, also one with HTTP 200; `undefined` for a success. */
export function fusionsolarError(reply: VendorReply): SolarmonError | undefined {
  const body = objectOf(parseJsonBytes(reply.body, new ProblemList()));
  const failure = failureOf(reply, body);
  if (!failure) return undefined;
  const { failCode, status, text } = failure;
  if (isTooOften(failure)) return new RateLimitedError(text, waitOf(failure));
  const meaning = meaningOf(failCode, status);
  return new SolarmonError(meaning[0], text);
}

/** Sentence about the failure of a body; `undefined` for a success. */
export function failureText(reply: VendorReply, body: unknown): string | undefined {
  return failureOf(reply, objectOf(body))?.text;
}

function failureOf(reply: VendorReply, body: JsonObject | undefined): Failure | undefined {
  const status = reply.status ?? 200;
  const failCode = readNumber(body?.["failCode"]) ?? undefined;
  const isGateway = body !== undefined && textOf(body["exceptionInfo"]) !== undefined;
  const isRefused = body?.["success"] === false || (failCode !== undefined && failCode !== 0);
  if (status < 400 && !isRefused && !isGateway) return undefined;
  const failure = { failCode, status, text: "" };
  const [, meaning] = isTooOften({ ...failure, text: wordsOf(body) })
    ? ["", "too many calls of this interface; wait before the next"]
    : meaningOf(failCode, status);
  const number = failCode === undefined ? `HTTP ${status}` : `failCode ${failCode}`;
  const words = wordsOf(body);
  return { failCode, status, text: `FusionSolar: ${meaning} (${number}${words && `, ${words}`})` };
}

const MAX_WORDS = 200;

/** 407 puts its words into `data`, the gateway into `exceptionInfo`. */
function wordsOf(body: JsonObject | undefined): string {
  const words = ["message", "exceptionInfo", "data"].map((name) => body?.[name]);
  const found = words.find((word) => typeof word === "string" && word !== "");
  return typeof found === "string" ? found.slice(0, MAX_WORDS) : "";
}

function isTooOften({ failCode, status, text }: Failure): boolean {
  return failCode === 407 || status === 429 || /quotaControl/u.test(text);
}

/** The interface of a day's allowance is asked again after an hour, the others after their five minutes. */
function waitOf({ text }: Failure): number {
  return /getStationList|\/stations|getDevList|getKpi|getDevKpi|History/u.test(text)
    ? HOUR_MS
    : 5 * MINUTE_MS;
}

function meaningOf(failCode: number | undefined, status: number): Meaning {
  if (failCode !== undefined) return FAIL_CODES.get(failCode) ?? byRange(failCode);
  if (status >= 500) return BUSY;
  if (status === 401) return RELOGIN;
  return status === 403 ? ["forbidden", "the gateway refused the call"] : OUR_FAULT;
}

/** 20005 to 20027 and 30001 to 30032 that are not named above tell of bad parameters. */
function byRange(failCode: number): Meaning {
  const isOurs =
    (failCode > 20_004 && failCode < 20_052) || (failCode > 30_000 && failCode < 30_033);
  return isOurs ? OUR_FAULT : ["refused", "the call was refused"];
}
