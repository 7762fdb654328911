import {
  type Classify,
  type JsonObject,
  objectOf,
  parseJsonBytes,
  ProblemList,
} from "@solarmon/connectors-kit";
import { MINUTE_MS } from "@solarmon/core";

/** Names that a success has one of, by endpoint. */
const SUCCESS_NAMES = ["set", "plants", "devices", "sets", "plantId", "deviceId"];

/** Whether the body is one of those that the API documents. */
export function isSuccess(body: JsonObject): boolean {
  return SUCCESS_NAMES.some((name) => Object.hasOwn(body, name));
}

/** 429 comes without a time to wait for. */
const WAIT_MS = 5 * MINUTE_MS;

/** Statuses mean what they say, but two: 403 is a consent withdrawn, and 429 names no wait. */
export const classifySma: Classify = (reply) => {
  if (reply.status === 403)
    return { kind: "permission", detail: "the owner of the plant has withdrawn consent" };
  if (reply.status === 429)
    return {
      kind: "rate",
      detail: "the calls of five minutes are used up",
      retryAt: reply.receivedAt + WAIT_MS,
    };
  if (reply.status < 200 || reply.status >= 300) return undefined;
  const body = objectOf(parseJsonBytes(reply.body, new ProblemList()));
  return body && isSuccess(body)
    ? null
    : { kind: "protocol", detail: "the body is not what the API documents" };
};
