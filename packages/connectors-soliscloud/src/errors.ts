import {
  type Classify,
  type ConnectorErrorKind,
  type JsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type Refusal,
  textOf,
  type VendorReply,
} from "@solarmon/connectors-kit";

type Meaning = readonly [kind: ConnectorErrorKind, text: string];

const CODES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["R0000", ["permission", "the key has no authority for this call"]],
  ["B0001", ["permission", "the device is bound to another user"]],
  ["B0011", ["auth", "there is no such user"]],
  ["B0049", ["gone", "the collector is unknown, or this key may not see it"]],
  ["I0000", ["invalid", "a parameter is empty"]],
  ["I0003", ["invalid", "the call lacks a serial number"]],
  ["I0012", ["auth", "wrong account"]],
]);

const STATUSES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [401, ["auth", "the key or the signature is not accepted"]],
  [403, ["permission", "the key may not do this"]],
  // Mends itself when the clock is set: nobody has to log in again.
  [408, ["transient", "the clock of this machine is more than 15 minutes wrong; set it"]],
  [429, ["rate", "too many calls; two a second are allowed"]],
]);

/** Reads status and envelope: an HTTP 200 can be a refusal. */
export const classifySoliscloud: Classify = (reply): Refusal | null | undefined => {
  const body = objectOf(parseJsonBytes(reply.body, new ProblemList()));
  if (reply.status < 300 && textOf(body?.["code"]) === undefined)
    return { kind: "protocol", detail: "the body has no code: this is no reply of SolisCloud" };
  const meaning = refusalIn(reply.status, body);
  if (!meaning) return reply.status < 300 ? null : undefined;
  const [kind, detail] = meaning;
  return { kind, detail };
};

/** Sentence about the failure of a body; `undefined` for a success. */
export function failureText({ status = 200 }: VendorReply, body: unknown): string | undefined {
  const object = objectOf(body);
  const meaning = refusalIn(status, object);
  if (!meaning) return undefined;
  const code = textOf(object?.["code"]);
  const number = code === undefined ? `HTTP ${status}` : `code ${code.slice(0, 20)}`;
  const message = textOf(object?.["msg"])?.slice(0, 200);
  return `SolisCloud: ${meaning[1]} (${message === undefined ? number : `${number}, ${message}`})`;
}

/** What is refused, and why; `undefined` for a success. The vendor's code tells more than the status. */
function refusalIn(status: number, body: JsonObject | undefined): Meaning | undefined {
  const code = textOf(body?.["code"]);
  const isRefused = body?.["success"] === false || (code !== undefined && code !== "0");
  if (status < 400 && !isRefused) return undefined;
  if (status >= 500) return ["transient", "the server has a fault, or too many calls came at once"];
  return CODES.get(code ?? "") ?? STATUSES.get(status) ?? ["invalid", "the call was refused"];
}
