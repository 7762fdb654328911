import type { ProblemList, ReadingRows } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { type Entry, instantOf } from "./replies.ts";

/** What the decoder of one endpoint works on. */
export interface DecodeCall {
  readonly entries: readonly Entry[];
  readonly rows: ReadingRows;
  readonly problems: ProblemList;
  /** When the reply was received. */
  readonly receivedAt: Instant | undefined;
  /** Hour of the plant's clock, 0 to 23. */
  readonly localHourOf: (at: Instant) => number;
  /** First instant of a local day, written `yyyy-MM-dd`, and of the next; `undefined` for no day. */
  readonly dayOf: (text: string) => readonly [start: Instant, end: Instant] | undefined;
}

/** Time of an entry; `undefined` after adding a problem. The time of receipt would be wrong for a unit that is offline. */
export function timeOf({ problems }: DecodeCall, entry: Entry, field: string): Instant | undefined {
  const at = instantOf(entry.record[field]);
  if (at === undefined)
    problems.add(`${entry.path}/${field}`, "time_missing", `no ${field} that is a time`);
  return at;
}
