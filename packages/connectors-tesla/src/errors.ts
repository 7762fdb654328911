import {
  certificateFaultOf,
  ConnectorError,
  isJsonObject,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type Refusal,
  textOf,
} from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";

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

/** Only a person can tell whose a certificate is; whatever else went wrong stays as it is. */
export function explained(error: unknown): unknown {
  const fault = ConnectorError.isConnectorError(error) ? certificateFaultOf(error) : undefined;
  if (!fault) return error;
  const text =
    fault.shown === undefined
      ? "the gateway's certificate is its own: give its SHA-256 fingerprint as setting certificate"
      : `the gateway's certificate is not the one of setting certificate: it shows ${fault.shown}`;
  return new ConnectorError("auth", VENDOR.name, text, { cause: error });
}
