import { isJsonObject, type JsonObject, type ProblemList, textOf } from "@solarmon/connectors-kit";

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
  if (body["message"] === undefined) return textOf(error);
  return join(body["code"] ?? body["reason"], body["message"], body["details"], limitOf(body));
}

function limitOf({ limit, period, period_end: end }: JsonObject): string | undefined {
  if (textOf(limit) === undefined || textOf(period) === undefined) return undefined;
  return `limit ${textOf(limit)} a ${textOf(period)}, until ${textOf(end) ?? "not told"}`;
}

function join(...parts: readonly unknown[]): string {
  const texts = parts.flat().map(textOf);
  return texts.filter((text) => text !== undefined).join("; ");
}
