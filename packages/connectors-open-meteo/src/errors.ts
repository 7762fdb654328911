import {
  isJsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type Refusal,
} from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "@solarmon/core";

/** For people. Only what Open-Meteo itself says, and not all of it. */
export function describeReason(reason: unknown): string {
  return typeof reason === "string" ? `Open-Meteo refuses: ${reason.slice(0, 200)}` : "an error";
}

/** `{"error": true, "reason": …}` comes with 400 and 429; a web page may come with 200. */
export function refusalOf({
  status,
  body,
  headers,
  receivedAt,
}: ReceivedReply): Refusal | undefined {
  const json = parseJsonBytes(body, new ProblemList());
  const reason = objectOf(json)?.["error"] === true ? objectOf(json)?.["reason"] : undefined;
  const text = typeof reason === "string" ? reason : "";
  if (status === 429) return tooOften(text, headers["retry-after"] !== undefined, receivedAt);
  if (/api ?key/iu.test(text)) return { kind: "auth", detail: "the API key is not accepted" };
  if (text !== "" && status < 500) return { kind: "invalid", detail: describeReason(text) };
  if (status === 200 && !isJsonObject(json))
    return { kind: "protocol", detail: "the reply is no JSON object" };
  return undefined;
}

/** Which of the limits it was stands in the text only; they start again with the clock. */
function tooOften(reason: string, saysUntilWhen: boolean, now: Instant): Refusal {
  const detail = "more calls than Open-Meteo allows; neighbours at the same address count as well";
  const windowMs = /daily/iu.test(reason) ? DAY_MS : /hourly/iu.test(reason) ? HOUR_MS : MINUTE_MS;
  const retryAt = (Math.floor(now / windowMs) + 1) * windowMs;
  return { kind: "rate", detail, ...(!saysUntilWhen && { retryAt }) };
}
