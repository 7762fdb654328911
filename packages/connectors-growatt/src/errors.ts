import {
  type Classify,
  type ConnectorErrorKind,
  type JsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  readNumber,
  type Refusal,
} from "@solarmon/connectors-kit";
import { MINUTE_MS } from "@solarmon/core";

type Meaning = readonly [kind: ConnectorErrorKind, detail: string];

const WRONG_HOST: Meaning = [
  "invalid",
  "this account lives in another region: use the host of that region",
];

/** `error_code` of v1, for calls that read: calls that set use the same numbers for other things. */
const V1_CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-1, WRONG_HOST],
  [10_001, ["transient", "a fault on the vendor's side"]],
  [10_002, ["gone", "no such device or plant"]],
  [10_003, ["invalid", "the serial number or the date is wrong"]],
  [10_004, ["invalid", "the dates are wrong, or more than 7 days apart"]],
  [10_005, ["gone", "no such device"]],
  [10_011, ["permission", "the token has no permission for this call"]],
  [10_012, ["rate", "asked for more than once in five minutes"]],
  [10_013, ["invalid", "more than 100 rows a page"]],
  [10_014, ["invalid", "more than 250 pages"]],
]);

/** `code` of v4, by the manual's text only. */
const V4_CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [1, ["transient", "a fault on the vendor's side"]],
  [2, ["auth", "the token is not valid"]],
  [3, ["gone", "no such device"]],
  [5, ["transient", "the device is offline"]],
  [100, ["rate", "asked again too soon"]],
  [102, ["rate", "too many calls"]],
]);

/** What the envelope says when it is no success. HTTP is 200 always; numbers come as texts, too. */
export function refusalOf(body: JsonObject): Meaning | undefined {
  const [field, codes] = Object.hasOwn(body, "error_code")
    ? (["error_code", V1_CODES] as const)
    : (["code", V4_CODES] as const);
  const code = readNumber(body[field]);
  if (code === 0) return undefined;
  if (typeof code !== "number")
    return ["protocol", `no ${field}: this is no reply of Growatt's OpenAPI`];
  return codes.get(code) ?? ["invalid", `the call was refused with ${field} ${code}`];
}

const WAIT_MS = 5 * MINUTE_MS;

/** Reads Growatt's envelope: an HTTP 200 can be a refusal. Other statuses are left to the kit. */
export const classifyGrowatt: Classify = (reply): Refusal | null | undefined => {
  if (reply.status < 200 || reply.status >= 300) return undefined;
  const body = objectOf(parseJsonBytes(reply.body, new ProblemList()));
  if (!body) return { kind: "protocol", detail: "the body is no JSON object" };
  const refusal = refusalOf(body);
  if (!refusal) return null;
  const [kind, detail] = refusal;
  return { kind, detail, ...(kind === "rate" ? { retryAt: reply.receivedAt + WAIT_MS } : {}) };
};
