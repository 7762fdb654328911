import {
  type DecodedReading,
  type DecodeResult,
  type MqttMessage,
  ProblemList,
} from "@solarmon/connectors-kit";
import type { MessageReader } from "./message-reader.ts";

/**
 * Decodes the messages of a subscription one by one. Messages of one device are to be given in their order of arrival;
 * make a new shape for each connection, since what a shape remembers of a device is true only while nothing was missed.
 */
export interface MqttShape {
  /** Filters to subscribe to. None of them is ever to be published to. */
  readonly topics: readonly string[];
  /**
   * Readings of one message, with why anything of it became none. Readings of the same device and instant belong
   * together: they hold different points, and of the same point the later one counts. Paths of problems are JSON
   * pointers into the payload. Never throws for any message.
   */
  decode(message: MqttMessage): DecodeResult;
}

export function shapeOf(reader: MessageReader): MqttShape {
  const decoder = new TextDecoder();
  return {
    topics: reader.topics,
    decode(message) {
      const readings: DecodedReading[] = [];
      const problems = new ProblemList();
      const { payload } = message;
      const text = typeof payload === "string" ? payload : decoder.decode(payload);
      reader.read({ ...message, payload: text.trim() }, { readings, problems, path: "" });
      return { readings, problems: problems.toArray() };
    },
  };
}
