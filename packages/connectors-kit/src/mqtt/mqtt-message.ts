import type { Instant } from "@solarmon/core";

/** A message as a subscription gave it. */
export interface MqttMessage {
  readonly topic: string;
  /** Empty: the device is gone, or a retained message was deleted. */
  readonly payload: string | Uint8Array;
  /** When it arrived [ms]. */
  readonly receivedAt?: Instant;
  /** The broker had kept it: it tells what was, and its arrival tells nothing. Default false. */
  readonly retained?: boolean;
}

/** A message out of a recording. */
export interface MqttLine extends MqttMessage {
  /** Line of the recording, from 1. */
  readonly line: number;
  readonly payload: string;
}
