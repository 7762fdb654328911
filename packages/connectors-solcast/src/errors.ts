import {
  isJsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type Refusal,
  textOf,
} from "@solarmon/connectors-kit";
import { DAY_MS } from "@solarmon/core";
import { VENDOR } from "./definition.ts";

/** What a refusal calls itself, e.g. `TooManyRequests`. */
export function errorCodeIn(reply: unknown): string | undefined {
  return textOf(objectOf(objectOf(reply)?.["response_status"])?.["error_code"]);
}

/** 429 has two meanings; 403 is told in words that help. */
export function refusalOf(reply: ReceivedReply): Refusal | undefined {
  const { status, body } = reply;
  const json = parseJsonBytes(body, new ProblemList());
  if (status === 429) return tooOften(json, reply);
  if (status === 403)
    return {
      kind: "permission",
      detail: "the key is wrong, or the site is one more than the plan has",
    };
  if (status === 200 && !isJsonObject(json))
    return { kind: "protocol", detail: "the reply is no JSON object" };
  return undefined;
}

function tooOften(json: unknown, { headers, receivedAt }: ReceivedReply): Refusal {
  const saysUntilWhen = headers["retry-after"] !== undefined;
  if (errorCodeIn(json) === undefined) {
    const detail = "Solcast is busy";
    return { kind: "rate", detail, ...(!saysUntilWhen && { retryAt: receivedAt + VENDOR.busyMs }) };
  }
  const retryAt = (Math.floor(receivedAt / DAY_MS) + 1) * DAY_MS;
  const detail = "the calls of the day are used up; they start again at midnight UTC";
  return { kind: "rate", detail, ...(!saysUntilWhen && { retryAt }) };
}
