import { ConnectorError, type ConnectorErrorKind } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { VENDOR } from "../definition.ts";

/** What CONNACK says: of MQTT 3.1.1 up to 5, of MQTT 5 from 128 on. */
const REFUSALS: Readonly<Record<number, readonly [kind: ConnectorErrorKind, text: string]>> = {
  1: ["invalid", "the broker does not speak MQTT 3.1.1"],
  2: ["invalid", "the broker does not accept the client's name"],
  3: ["transient", "the broker is not available"],
  4: ["auth", "the broker refuses user name or password"],
  5: ["auth", "the broker refuses the log-in"],
  134: ["auth", "the broker refuses user name or password"],
  135: ["auth", "the broker refuses the log-in"],
};

/** Why there is no connection. */
export function connectionError(cause: unknown): ConnectorError {
  // mqtt.js puts the return code of CONNACK into `code`; errors of the network have a text there.
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const refusal = typeof code === "number" ? REFUSALS[code] : undefined;
  if (refusal) return new ConnectorError(refusal[0], VENDOR.name, refusal[1]);
  const why = typeof code === "string" ? ` (${code})` : "";
  return new ConnectorError("transient", VENDOR.name, `the broker cannot be reached${why}`);
}

export function subscriptionError(): ConnectorError {
  const text = "the broker does not allow this user to subscribe to the topics";
  return new ConnectorError("permission", VENDOR.name, text);
}

export function unreadableError(): ConnectorError {
  const text = "messages arrive, but none is what the shape or the mapping says";
  return new ConnectorError("protocol", VENDOR.name, text);
}

export function cancelledError(): SolarmonError {
  return new SolarmonError("cancelled", "mqtt: waiting for the broker was ended by the caller");
}
