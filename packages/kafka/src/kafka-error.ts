import { SolarmonError, type SolarmonErrorCode } from "@solarmon/core";

/** What the brokers' words mean to us; whatever is not here is a fault that passes. */
const CODES: Readonly<Record<string, SolarmonErrorCode>> = {
  TOPIC_AUTHORIZATION_FAILED: "forbidden",
  GROUP_AUTHORIZATION_FAILED: "forbidden",
  CLUSTER_AUTHORIZATION_FAILED: "forbidden",
  SASL_AUTHENTICATION_FAILED: "unauthenticated",
  UNSUPPORTED_SASL_MECHANISM: "unauthenticated",
  MESSAGE_TOO_LARGE: "too_large",
  RECORD_LIST_TOO_LARGE: "too_large",
  INVALID_RECORD: "refused",
  POLICY_VIOLATION: "refused",
  INVALID_TOPIC_EXCEPTION: "invalid_argument",
  INVALID_GROUP_ID: "invalid_argument",
  UNKNOWN_TOPIC_OR_PARTITION: "not_found",
  UNKNOWN_TOPIC_ID: "not_found",
  UNKNOWN_MEMBER_ID: "conflict",
  ILLEGAL_GENERATION: "conflict",
};

/** The error and all that it was made of: the client nests them as causes and as lists. */
function* partsOf(error: unknown): Generator<Error> {
  if (!(error instanceof Error)) return;
  yield error;
  yield* partsOf(error.cause);
  if (error instanceof AggregateError) for (const one of error.errors) yield* partsOf(one);
}

function wordsOf(error: unknown, property: "apiId" | "code"): Set<unknown> {
  return new Set([...partsOf(error)].map((part) => Reflect.get(part, property)));
}

/** Whether the brokers said this. */
export function hasApiId(error: unknown, apiId: string): boolean {
  return wordsOf(error, "apiId").has(apiId);
}

function codeOf(error: unknown): SolarmonErrorCode {
  const said = wordsOf(error, "apiId");
  const apiId = Object.keys(CODES).find((id) => said.has(id));
  if (apiId !== undefined) return CODES[apiId] ?? "unavailable";
  if (!(error instanceof Error)) return "internal";
  if (wordsOf(error, "code").has("PLT_KFK_AUTHENTICATION")) return "unauthenticated";
  // the client throws this for a topic that its metadata do not have
  if (/Unknown topic/.test(error.message)) return "not_found";
  return "unavailable";
}

/** @param doing - what could not be done, as the start of a sentence */
export function toKafkaError(thrown: unknown, doing: string): SolarmonError {
  if (SolarmonError.is(thrown)) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new SolarmonError(codeOf(thrown), `${doing}: ${reason}`, { cause: thrown });
}
