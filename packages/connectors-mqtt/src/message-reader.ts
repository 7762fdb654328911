import type { DecodedReading, MqttMessage, ProblemList } from "@solarmon/connectors-kit";

/** A message whose payload is text. */
export interface TextMessage extends MqttMessage {
  readonly payload: string;
}

/** Where what is read of a message goes. */
export interface MessageSink {
  readonly readings: DecodedReading[];
  readonly problems: ProblemList;
  /** Of the message, before the JSON pointer into its payload: empty, or a line of a recording. */
  readonly path: string;
}

/** Reads the messages of one shape, in their order of arrival. */
export interface MessageReader {
  /** Filters to subscribe to. */
  readonly topics: readonly string[];
  /** Never throws, whatever the message. */
  read(message: TextMessage, sink: MessageSink): void;
}
