import {
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  parseJsonText,
  type ProblemList,
  readNumber,
  textOf,
  type VendorReply,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";

/** A successful reply. */
export interface Envelope {
  readonly data: readonly JsonObject[];
  /** What was asked, as the server says it: `params` in practice, `param` in the manual. */
  readonly params: JsonObject;
  /** Clock of the server, or when the reply was received. */
  readonly at: Instant | undefined;
}

/** Numbers of devices that a double cannot hold; the manual shows such. */
const LONG_ID = /"(devId|id)"\s*:\s*(-?(?:\d{17,}|9\d{15}))(?=\s*[,}])/gu;

/** The body as JSON with long device numbers kept as texts. */
export function parseBody(body: Uint8Array, problems: ProblemList): unknown {
  const text = new TextDecoder().decode(body);
  return parseJsonText(text.replace(LONG_ID, '"$1":"$2"'), problems);
}

/** Rows of a success, and what stands beside them. */
export function parseEnvelope(reply: VendorReply, problems: ProblemList): Envelope {
  return readEnvelope(objectOf(parseBody(reply.body, problems)) ?? {}, reply);
}

export function readEnvelope(body: JsonObject, reply: VendorReply): Envelope {
  const params = objectOf(body["params"]) ?? objectOf(body["param"]) ?? {};
  return {
    data: listOf(body["data"]).filter(isJsonObject),
    params,
    at: instantOf(params["currentTime"]) ?? reply.receivedAt,
  };
}

const YEAR_2000 = 946_684_800_000;
const YEAR_2100 = 4_102_444_800_000;

/** Milliseconds since 1970, as a number or a text. */
export function instantOf(value: unknown): Instant | undefined {
  const at = readNumber(value);
  return typeof at === "number" && at > YEAR_2000 && at < YEAR_2100 ? Math.floor(at) : undefined;
}

/** Values of a row: `dataItemMap`, or `dataItems` of the newer interface. */
export function itemsOf(row: JsonObject): JsonObject {
  return objectOf(row["dataItemMap"]) ?? objectOf(row["dataItems"]) ?? {};
}

/** Key of the device of a row. Replies to questions by serial number name no `devId`. */
export function deviceIn(row: JsonObject): string | undefined {
  return textOf(row["devId"]) ?? textOf(row["devDn"]) ?? textOf(row["sn"]);
}
