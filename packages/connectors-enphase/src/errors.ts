import {
  classifyStatus,
  type ConnectorErrorKind,
  isJsonObject,
  type JsonObject,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type Refusal,
  textOf,
} from "@solarmon/connectors-kit";

/** Tells a reply that is an error; whether it was one. Says the error's own words, which hold no secret. */
export function tellRefusal(
  body: unknown,
  status: number | undefined,
  problems: ProblemList,
): boolean {
  const words = isJsonObject(body) ? wordsOf(body) : undefined;
  if (words === undefined && (status === undefined || status < 400)) return false;
  const code = status === undefined ? "" : `HTTP ${status}: `;
  problems.add("", "vendor_error", `${code}${words ?? "refused"}`.slice(0, 300));
  return true;
}

/** The gateway says `error`, the cloud `message` + `details`, `reason`, `errorMessages`, or a nested `error`. */
function wordsOf(body: JsonObject): string | undefined {
  const { error } = body;
  if (isJsonObject(error)) return wordsOf(error) ?? "error";
  if (body["errorCode"] !== undefined) return join(body["errorCode"], body["errorMessages"]);
  if (body["message"] === undefined) return textOf(error) ?? infoOf(body);
  return join(body["code"] ?? body["reason"], body["message"], body["details"], limitOf(body));
}

/** Firmware 3 leaves `error` empty, and says why in `info`. */
function infoOf({ status, info }: JsonObject): string | undefined {
  return typeof status === "number" && status >= 400 ? join(status, info) : undefined;
}

function limitOf({ limit, period, period_end: end }: JsonObject): string | undefined {
  if (textOf(limit) === undefined || textOf(period) === undefined) return undefined;
  return `limit ${textOf(limit)} a ${textOf(period)}, until ${textOf(end) ?? "not told"}`;
}

function join(...parts: readonly unknown[]): string {
  const texts = parts.flat().map(textOf);
  return texts.filter((text) => text !== undefined).join("; ");
}

/** Statuses that mean something else at Enphase than elsewhere. */
const KINDS: Readonly<Record<number, ConnectorErrorKind>> = { 501: "invalid" };

/** What a reply of JSON means when it is no success: by its status, and by errors that come under 200. */
export function refusalOf({ status, body }: ReceivedReply): Refusal | undefined {
  const json = parseJsonBytes(body, new ProblemList());
  const words = isJsonObject(json) ? wordsOf(json) : undefined;
  const general = classifyStatus(status);
  if (general === undefined) return refusalUnder200(json, words);
  // A key of one app with the client of another: asking again with the same settings is in vain.
  if (/mismatch/iu.test(words ?? ""))
    return { kind: "auth", detail: "the API key belongs to another app than the client id" };
  return { ...general, kind: KINDS[status] ?? general.kind, detail: words ?? general.detail };
}

function refusalUnder200(json: unknown, words: string | undefined): Refusal | undefined {
  if (words !== undefined) return { kind: "transient", detail: words };
  if (json !== undefined) return undefined;
  return { kind: "protocol", detail: "the reply is no JSON: a web page, or cut off" };
}
