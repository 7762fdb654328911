import type { DecodeTarget, JsonObject, VendorReply } from "@solarmon/connectors-kit";

/** A reply before it is opened: JSON of the API, or a datagram of a meter. */
export interface ReplyCall extends DecodeTarget {
  readonly reply: VendorReply;
  /** Zone of the site, where the reply names none. */
  readonly timeZone: string;
}

/** What the decoder of an endpoint of the API works on. */
export interface DecodeCall extends ReplyCall {
  /** The whole body, a success. */
  readonly body: JsonObject;
}
