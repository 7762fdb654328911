import {
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  readNumber,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";

/** One object of a reply with its place. */
export interface Entry {
  readonly record: JsonObject;
  readonly path: string;
}

/** The rows of `data`, wherever they are: a list, `data.page.records`, `data.records`, or one object. */
export function entriesOf(body: JsonObject): Entry[] {
  const data = body["data"];
  const object = objectOf(data);
  const page = objectOf(object?.["page"]);
  if (Array.isArray(data)) return listEntries(data, "/data");
  if (page) return listEntries(page["records"], "/data/page/records");
  if (Array.isArray(object?.["records"])) return listEntries(object["records"], "/data/records");
  return object ? [{ record: object, path: "/data" }] : [];
}

function listEntries(list: unknown, path: string): Entry[] {
  return listOf(list).flatMap((record, index) =>
    isJsonObject(record) ? [{ record, path: `${path}/${index}` }] : [],
  );
}

const YEAR_2000 = 946_684_800_000;
const YEAR_2100 = 4_102_444_800_000;

/** Milliseconds since 1970, sent as a text. */
export function instantOf(value: unknown): Instant | undefined {
  const at = readNumber(value);
  return typeof at === "number" && at > YEAR_2000 && at < YEAR_2100 ? Math.floor(at) : undefined;
}
