import type { MessageSink, TextMessage } from "./message-reader.ts";

/**
 * The payload as JSON; `undefined` after a problem. An empty payload is how a device, or a broker, says that there is
 * nothing any more: no value, and no 0.
 */
export function parsePayload({ payload, topic }: TextMessage, sink: MessageSink): unknown {
  if (payload === "") {
    sink.problems.addOnce(topic, sink.path, "no_telemetry", "an empty payload: the device is gone");
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(payload);
    return value;
  } catch {
    const detail = `the payload is not JSON, or cut off after ${payload.length} characters`;
    sink.problems.add(sink.path, "malformed", detail);
    return undefined;
  }
}
