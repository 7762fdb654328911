import {
  type FieldRule,
  type JsonObject,
  type ProblemList,
  readField,
  type ReadingRows,
} from "@solarmon/connectors-kit";
import type { DeviceKind, Instant } from "@solarmon/core";
import { type Envelope, instantOf, itemsOf } from "./replies.ts";

/** What the decoder of one endpoint works on. */
export interface DecodeCall {
  readonly envelope: Envelope;
  readonly rows: ReadingRows;
  readonly problems: ProblemList;
  /** Names of fields without a point that were told already: a reply can hold a million of them. */
  readonly told: Set<string>;
  /** Hour of the plant's clock, 0 to 23. */
  readonly localHourOf: (at: Instant) => number;
  /** First instant of the plant's next day. */
  readonly nextMidnightOf: (at: Instant) => Instant;
}

interface Target {
  readonly deviceId: string;
  readonly kind: DeviceKind;
  readonly path: string;
}

/** Energy of a day: the daily counter as it stood at the day's last millisecond, or at the reply if that is earlier. */
export function writeDay(
  call: DecodeCall,
  row: JsonObject,
  rules: readonly FieldRule[],
  { deviceId, kind, path }: Target,
): void {
  const midnight = instantOf(row["collectTime"]);
  if (midnight === undefined) {
    call.problems.add(path, "time_missing", "a row without collectTime");
    return;
  }
  const end = call.nextMidnightOf(midnight);
  const now = call.envelope.at;
  const at = now !== undefined && now > midnight && now < end ? now : end - 1;
  writeFirst(call, itemsOf(row), rules, call.rows.valuesAt(deviceId, kind, at), path);
}

/** Writes the fields of `rules` in their order; a later one only fills in for an earlier one. */
export function writeFirst(
  { problems }: DecodeCall,
  items: JsonObject,
  rules: readonly FieldRule[],
  values: Record<string, number | null>,
  path: string,
): void {
  for (const rule of rules) {
    const raw = items[rule.field];
    if (raw === undefined || raw === null || values[rule.point] !== undefined) continue;
    readField(raw, rule, values, problems, `${path}/dataItemMap/${rule.field}`);
  }
  const known = new Set(rules.map(({ field }) => field));
  for (const [name, raw] of Object.entries(items))
    if (!known.has(name) && raw !== null && raw !== "N/A")
      problems.addOnce(
        name,
        `${path}/dataItemMap/${name}`,
        "unknown_field",
        `no point tells ${name.slice(0, 40)}`,
      );
}
