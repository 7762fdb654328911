import {
  type JsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  textOf,
  type VendorReply,
} from "@solarmon/connectors-kit";
import { RateLimitedError, SolarmonError, type SolarmonErrorCode } from "@solarmon/core";

type Meaning = readonly [code: SolarmonErrorCode, text: string];

const CODES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["R0000", ["forbidden", "the key has no authority for this call"]],
  ["B0001", ["forbidden", "the device is bound to another user"]],
  ["B0011", ["unauthenticated", "there is no such user"]],
  ["B0049", ["not_found", "the collector is unknown, or this key may not see it"]],
  ["I0000", ["invalid_argument", "a parameter is empty"]],
  ["I0003", ["invalid_argument", "the call lacks a serial number"]],
  ["I0012", ["unauthenticated", "wrong account"]],
]);

const CLOCK: Meaning = [
  "unauthenticated",
  "the clock of this machine is more than 15 minutes wrong; set it and try again",
];

/** Between calls that were too many. */
const WAIT_MS = 5_000;

/** An unsuccessful reply as an error, also one with HTTP 200; `undefined` for a success. */
export function soliscloudError(reply: VendorReply): SolarmonError | undefined {
  const body = objectOf(parseJsonBytes(reply.body, new ProblemList()));
  const text = failureText(reply, body);
  if (text === undefined) return undefined;
  if (reply.status === 429) return new RateLimitedError(text, WAIT_MS);
  return new SolarmonError(meaningOf(reply.status ?? 200, body)[0], text);
}

/** Sentence about the failure of a body; `undefined` for a success. */
export function failureText(reply: VendorReply, body: unknown): string | undefined {
  const status = reply.status ?? 200;
  const object = objectOf(body);
  const code = textOf(object?.["code"]);
  const isRefused = object?.["success"] === false || (code !== undefined && code !== "0");
  if (status < 400 && !isRefused) return undefined;
  const [, meaning] = meaningOf(status, object);
  const number = code === undefined ? `HTTP ${status}` : `code ${code.slice(0, 20)}`;
  const message = textOf(object?.["msg"])?.slice(0, 200);
  return `SolisCloud: ${meaning} (${message === undefined ? number : `${number}, ${message}`})`;
}

function meaningOf(status: number, body: JsonObject | undefined): Meaning {
  const known = CODES.get(textOf(body?.["code"]) ?? "");
  if (known) return known;
  if (status === 408) return CLOCK;
  if (status === 429) return ["rate_limited", "too many calls; keep two a second"];
  if (status >= 500)
    return ["unavailable", "the server has a fault, or too many calls came at once"];
  if (status === 401 || status === 403)
    return ["unauthenticated", "the key or the signature is not accepted"];
  return ["refused", "the call was refused"];
}
