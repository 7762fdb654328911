import { type JsonObject, objectOf, readNumber } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { serialOf } from "../serial-of.ts";
import { idAsked, type OpenedReply } from "./envelope.ts";

/** A device of a table, or the one that was asked for. */
export interface TableRow {
  readonly id: string;
  readonly record: JsonObject;
  readonly path: string;
}

/** With Scope=System a table by id; with Scope=Device the record itself. `mark` is a field that only records have. */
export function rowsOf(
  { data, asked }: OpenedReply,
  isRecord: (data: JsonObject) => boolean,
): readonly TableRow[] {
  if (isRecord(data)) return [{ id: idAsked(asked) ?? "0", record: data, path: "/Body/Data" }];
  return Object.entries(data).flatMap(([id, field]) => {
    const record = objectOf(field);
    return record === undefined ? [] : [{ id, record, path: `/Body/Data/${id}` }];
  });
}

/** The serial number, or else the kind with the id on the bus. */
export function keyOf(kind: string, id: string, record: JsonObject): string {
  return serialOf(objectOf(record["Details"])?.["Serial"]) ?? `${kind}:${id}`;
}

const EPOCH_2000_S = 946_684_800;
const EPOCH_2100_S = 4_102_444_800;

/** The device's own time of measuring [s since 1970], where it has a clock that was ever set. */
export function timeOfDevice(raw: unknown, otherwise: Instant): Instant {
  const seconds = readNumber(raw) ?? 0;
  return seconds > EPOCH_2000_S && seconds < EPOCH_2100_S ? Math.round(seconds * 1_000) : otherwise;
}
