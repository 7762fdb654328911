import {
  type Classify,
  type JsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type Refusal,
  textOf,
} from "@solarmon/connectors-kit";

/** What the envelope says when it is no success. */
export function refusalOf(body: JsonObject): Refusal | undefined {
  if (body["success"] === true) return undefined;
  if (body["success"] !== false)
    return { kind: "protocol", detail: "no field `success`: this is no reply of VRM's API" };
  const code = textOf(body["error_code"])?.toLowerCase() ?? "";
  if (/token|auth/u.test(code))
    return { kind: "auth", detail: "the access token is not valid; make a new one in VRM" };
  if (/forbidden|permission|access/u.test(code))
    return { kind: "permission", detail: "the token may not see this installation" };
  return { kind: "invalid", detail: "the call was refused" };
}

/** Reads VRM's envelope, also with HTTP 200. Statuses of errors are left to the kit: they mean what they say. */
export const classifyVictron: Classify = (reply) => {
  if (reply.status < 200 || reply.status >= 300) return undefined;
  const body = objectOf(parseJsonBytes(reply.body, new ProblemList()));
  return body ? (refusalOf(body) ?? null) : { kind: "protocol", detail: "no JSON object" };
};
