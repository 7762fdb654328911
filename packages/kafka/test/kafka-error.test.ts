import {
  AuthenticationError,
  MultipleErrors,
  NetworkError,
  ProtocolError,
} from "@platformatic/kafka";
import { SolarmonError } from "@solarmon/core";
import { expect, test } from "vitest";
import { hasApiId, toKafkaError } from "../src/kafka-error.ts";

test.each([
  ["TOPIC_AUTHORIZATION_FAILED", "forbidden"],
  ["SASL_AUTHENTICATION_FAILED", "unauthenticated"],
  ["MESSAGE_TOO_LARGE", "too_large"],
  ["UNKNOWN_TOPIC_OR_PARTITION", "not_found"],
  ["UNKNOWN_MEMBER_ID", "conflict"],
  ["NOT_ENOUGH_REPLICAS", "unavailable"],
])("%s means %s, however deep it lies", (apiId, code) => {
  const said = new ProtocolError(apiId);
  const nested = new MultipleErrors("failed 2 times", [
    new NetworkError("no connection", { cause: said }),
  ]);
  for (const error of [said, nested]) {
    expect(hasApiId(error, apiId)).toBe(true);
    expect(toKafkaError(error, "the test")).toMatchObject({ code });
  }
});

test("a connection that fails for the log-in is not tried again", () => {
  const cause = new AuthenticationError("SASL authentication failed.");
  const error = toKafkaError(new NetworkError("no connection", { cause }), "the test");
  expect(error).toMatchObject({ code: "unauthenticated", isRetryable: false });
});

test("an error of ours stays as it is, and what is no error is a fault", () => {
  const ours = new SolarmonError("cancelled", "over");
  expect(toKafkaError(ours, "the test")).toBe(ours);
  expect(toKafkaError("text", "the test")).toMatchObject({ code: "internal" });
});
