import type { DeviceKind } from "@solarmon/core";

/** How messages of anything become readings. Plain JSON data, see the README for an example. */
export interface MqttMappingDefinition {
  /** Every entry that fits the topic of a message reads it. */
  readonly topics: readonly MqttTopicMapping[];
}

/** Messages of topics of one pattern. */
export interface MqttTopicMapping {
  /** An MQTT filter: `+` stands for one level, `#` at the end for the rest. E.g. `shellies/+/emeter/0/power`. */
  readonly topic: string;
  /**
   * Key of the device, e.g. `shelly-{1}`: `{1}` is what the first wildcard of the topic stands for, `{key}` the name
   * by which the payload holds the device.
   */
  readonly device: string;
  readonly kind: DeviceKind;
  /** JSON pointer to a list of records, each a reading; empty for the payload itself. Default: the payload is the one record. */
  readonly records?: string;
  /** Instead of `records`: JSON pointer to an object of devices by name, each with a record or a list of them. */
  readonly devices?: string;
  /** Default `{"rule": "received"}`. */
  readonly time?: MqttTimeRule;
  readonly values: readonly MqttValueMapping[];
  /** Whether `21,5` is a number. Default false. */
  readonly decimalComma?: boolean;
}

/** One value of a record. */
export interface MqttValueMapping {
  /** JSON pointer (RFC 6901) into the record. Default: the payload is plain text and nothing but the value. */
  readonly pointer?: string;
  /** Name of a point. */
  readonly point: string;
  /** Unit of what is sent, after `scale`; turned into the point's unit. E.g. `kWh`. */
  readonly unit: string;
  /** What is sent is multiplied with it, e.g. 0.1 for tenths. Default 1. */
  readonly scale?: number;
  /** −1 when the device counts the other direction as positive. Default 1. */
  readonly sign?: 1 | -1;
  /** For net values: where negative ones go, as positive numbers; the other of the two points is 0 then. */
  readonly negativePoint?: string;
  /** What is sent when there is no value, beside null, `nan`, `unavailable` and the like. Compared before `scale`. */
  readonly sentinels?: readonly (number | string)[];
}

/**
 * Where the time of a reading comes from; without a value there, as by `received`.
 *
 * - `received` the second in which the message arrived, unless the broker had kept it
 * - `epoch` a number; its size tells whether it counts seconds, milliseconds, microseconds or nanoseconds
 * - `iso` a text with `Z` or an offset
 * - `local` a text without an offset, in the IANA `timeZone`
 */
export type MqttTimeRule =
  | { readonly rule: "received" }
  | { readonly rule: "epoch" | "iso"; readonly pointer: string }
  | { readonly rule: "local"; readonly pointer: string; readonly timeZone: string };
