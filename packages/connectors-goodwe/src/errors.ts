import {
  type Classify,
  type ConnectorErrorKind,
  type JsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  textOf,
} from "@solarmon/connectors-kit";
import { SECOND_MS } from "@solarmon/core";

type Meaning = readonly [kind: ConnectorErrorKind, detail: string];

const SUCCESSES: ReadonlySet<string> = new Set(["0", "00000"]);
const EXPIRED: Meaning = [
  "auth",
  "the session ended, or another log-in of this account took it over; use a visitor's account",
];
const CODES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["100001", EXPIRED],
  ["100002", EXPIRED],
  ["C0501", ["auth", "wrong account or password; do not try again before it is corrected"]],
  ["GY0429", ["rate", "asked too often"]],
]);

/** What the envelope says when it is no success. Codes come as numbers and texts, with HTTP 200. */
export function refusalOf(body: JsonObject): Meaning | undefined {
  const code = textOf(body["code"]);
  if (code === undefined) return ["protocol", "no code: this is no reply of the SEMS portal"];
  if (!SUCCESSES.has(code))
    return CODES.get(code) ?? ["invalid", `the call was refused with code ${code.slice(0, 20)}`];
  return body["hasError"] === true ? ["invalid", "the portal tells of an error"] : undefined;
}

const WAIT_MS = 300 * SECOND_MS;

/** Reads the portal's envelope: an HTTP 200 can be a refusal. Other statuses are left to the kit. */
export const classifyGoodwe: Classify = (reply) => {
  if (reply.status < 200 || reply.status >= 300) return undefined;
  const body = objectOf(parseJsonBytes(reply.body, new ProblemList()));
  if (!body) return { kind: "protocol", detail: "the body is no JSON object" };
  const refusal = refusalOf(body);
  if (!refusal) return null;
  const [kind, detail] = refusal;
  return { kind, detail, ...(kind === "rate" ? { retryAt: reply.receivedAt + WAIT_MS } : {}) };
};
