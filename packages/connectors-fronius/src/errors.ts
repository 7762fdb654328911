import {
  type ConnectorErrorKind,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type Refusal,
} from "@solarmon/connectors-kit";

/** What Head.Status.Code says. HTTP is 200 with every one of them. */
const STATUS_TEXTS: Readonly<Record<number, string>> = {
  1: "not implemented",
  2: "uninitialised",
  3: "initialised",
  4: "running",
  5: "time-out",
  6: "argument error",
  7: "bus request error",
  8: "bus time-out",
  9: "parse error",
  10: "configuration cannot be read",
  11: "not supported",
  12: "device not available",
  255: "unknown",
};

export function describeStatus(code: number, reason: string | undefined): string {
  const text = STATUS_TEXTS[code] ?? "an unlisted code";
  return `the device answers ${code} (${text})${reason === undefined ? "" : `: ${reason.slice(0, 200)}`}`;
}

const SWITCHED_OFF =
  "the Solar API is switched off: switch it on in the inverter's web page, Communication → Solar API";

function isSwitchedOff(body: string): boolean {
  return /solar api disabled/iu.test(body);
}

/** `undefined` unless the HTTP answer is an error. */
export function describeHttpError(status: number | undefined, body: string): string | undefined {
  if (isSwitchedOff(body)) return SWITCHED_OFF;
  return status !== undefined && status >= 400 ? `the device answers HTTP ${status}` : undefined;
}

/** What an answer of 200 means when its status is not 0. `gone`: this device has no such thing. */
const KINDS: Readonly<Record<number, ConnectorErrorKind>> = {
  1: "gone",
  6: "invalid",
  11: "gone",
};

/** The Solar API's own errors: switched off, and those under HTTP 200. */
export function refusalOf({ status, body }: ReceivedReply): Refusal | undefined {
  const text = new TextDecoder().decode(body);
  if (isSwitchedOff(text)) return { kind: "permission", detail: SWITCHED_OFF };
  if (status !== 200) return undefined;
  const json = parseJsonBytes(body, new ProblemList());
  const root = objectOf(json);
  if (root === undefined) return { kind: "protocol", detail: "the reply is no JSON object" };
  const code = objectOf(objectOf(root["Head"])?.["Status"])?.["Code"];
  if (typeof code !== "number" || code === 0) return undefined;
  return { kind: KINDS[code] ?? "transient", detail: describeStatus(code, undefined) };
}
