import type { DeviceKind, Instant, PointValues, Quality } from "@solarmon/core";

/** A reply as it was recorded or fetched. */
export interface VendorReply {
  /** Bytes of the body, as they came. */
  readonly body: Uint8Array;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** When it was received; for replies that carry no time [ms]. */
  readonly receivedAt?: Instant;
}

/** What a reply does not tell about itself. */
export interface DecodeContext {
  /** IANA zone of the site, for naive local times. */
  readonly timeZone: string;
}

/** What one device of the vendor measured at one instant. */
export interface DecodedReading {
  /** The vendor's own key: a serial number, or `site:<id>`. */
  readonly deviceId: string;
  readonly kind: DeviceKind;
  /** The instant the values were true; means of an interval are stamped at its START. */
  readonly measuredAt: Instant;
  readonly values: PointValues;
  /** Default good. */
  readonly quality?: Quality;
}

/** Why something of a reply became no reading. */
export type DecodeProblemCode =
  | "malformed"
  | "vendor_error"
  | "missing_field"
  | "unknown_field"
  | "unknown_unit"
  | "sentinel"
  | "out_of_range"
  | "time_missing"
  | "time_ambiguous"
  | "time_nonexistent"
  | "no_telemetry"
  | "unsupported";

/** An explained refusal or oddity: nothing is dropped in silence. */
export interface DecodeProblem {
  /** Points into the reply: a JSON pointer, or a register's address. */
  readonly path: string;
  readonly code: DecodeProblemCode;
  readonly detail: string;
}

/** What a reply became. Never both lists are empty. */
export interface DecodeResult {
  readonly readings: readonly DecodedReading[];
  readonly problems: readonly DecodeProblem[];
}

/** One kind of reply that a decoder understands. */
export interface EndpointInfo {
  /** Short, in kebab-case, after the vendor's endpoint. */
  readonly name: string;
  readonly text: string;
}

/** Turns replies of one vendor into readings. Pure: no HTTP, no clock. */
export interface VendorDecoder {
  readonly vendor: string;
  readonly endpoints: readonly EndpointInfo[];
  /** Never throws for any body. @throws `invalid_argument` unknown endpoint, or unknown zone */
  decode(endpoint: string, reply: VendorReply, context: DecodeContext): DecodeResult;
}
