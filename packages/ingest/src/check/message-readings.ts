import type { Instant, Refusal } from "@solarmon/core";
import { isSenml, senmlReadings } from "../senml/senml.ts";
import { isFields } from "./fields.ts";
import { malformed } from "./refusals.ts";
import type { CheckLimits } from "./check-limits.ts";

/** The readings of a message, and what of it could not become one. */
export interface MessageReadings {
  readonly readings: readonly unknown[];
  readonly refusals: readonly { readonly refusal: Refusal; readonly piece: unknown }[];
}

/** Opens a message: one reading, an array of them, `{"readings":[…]}`, or SenML. */
export function messageReadings(
  payload: unknown,
  receivedAt: Instant,
  limits: CheckLimits,
): MessageReadings {
  const list = Array.isArray(payload) ? payload : nestedList(payload);
  if (list === null) return { readings: [payload], refusals: [] };
  if (!Array.isArray(list))
    return refused(malformed("readings must be an array of readings"), payload);
  if (list.length === 0)
    return refused({ reason: "empty", detail: "the message holds no reading" }, payload);
  if (list.length > limits.readingsPerMessage)
    return refused(
      {
        reason: "too_large",
        detail: `a message may hold ${limits.readingsPerMessage} readings at most, not ${list.length}`,
      },
      list.slice(0, 2),
    );
  return isSenml(list) ? senmlReadings(list, receivedAt) : { readings: list, refusals: [] };
}

function nestedList(payload: unknown): unknown {
  return isFields(payload) && Object.hasOwn(payload, "readings") ? payload["readings"] : null;
}

function refused(refusal: Refusal, piece: unknown): MessageReadings {
  return { readings: [], refusals: [{ refusal, piece }] };
}
