import {
  isJsonObject,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type Refusal,
  textOf,
} from "@solarmon/connectors-kit";

/** What a refusal says of itself. */
export function refusalTextIn(body: unknown): string | undefined {
  return isJsonObject(body) ? textOf(body["error"] ?? body["message"]) : undefined;
}

/** A session that is over is refused with 401 or 403. */
export function refusalOf(reply: ReceivedReply): Refusal | undefined {
  if (reply.status === 401 || reply.status === 403)
    return { kind: "auth", detail: "the session is over" };
  return formatFault(reply);
}

/** Of a log-in. */
export function loginRefusalOf(reply: ReceivedReply): Refusal | undefined {
  if (reply.status === 401) return { kind: "auth", detail: "the password is not accepted" };
  if (reply.status === 429)
    return { kind: "rate", detail: "too many log-ins: the gateway is locked for some minutes" };
  return formatFault(reply);
}

function formatFault({ status, body }: ReceivedReply): Refusal | undefined {
  if (status !== 200 || isJsonObject(parseJsonBytes(body, new ProblemList()))) return undefined;
  return { kind: "protocol", detail: "the reply is no JSON object" };
}
