import {
  isJsonObject,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type Refusal,
} from "@solarmon/connectors-kit";

/** The gateway has no errors of its own inside a 200; but a web page in its place is no reply. */
export function refusalOf({ status, body }: ReceivedReply): Refusal | undefined {
  if (status === 401)
    return { kind: "auth", detail: "the gateway wants its password: Settings → Security" };
  if (status !== 200 || isJsonObject(parseJsonBytes(body, new ProblemList()))) return undefined;
  return { kind: "protocol", detail: "the reply is no JSON object" };
}
