import type { RecordsBatch } from "@platformatic/kafka";
import type { ReceivedRecord } from "@solarmon/core";
import { markTextOf, parseMark, type RewindMark } from "../rewind/rewind-mark.ts";

const IS_CONTROL = 0x20;
const IS_LOG_APPEND_TIME = 0x08;
const NOTHING = new Uint8Array();

/** Where a mark stands. */
interface PlacedMark extends RewindMark {
  readonly at: bigint;
}

/** Records of a partition with offsets in `[from, until)`, and where to go on after them. */
export interface Received {
  readonly records: readonly ReceivedRecord[];
  readonly next: bigint;
  /** Those of `records` that are none. */
  readonly marks: readonly PlacedMark[];
}

/** Reads what a fetch brought: brokers send whole batches, which may begin before what was asked for. */
export function receivedRecords(
  batches: readonly RecordsBatch[],
  from: bigint,
  until: bigint | undefined,
): Received {
  const records: ReceivedRecord[] = [];
  const marks: PlacedMark[] = [];
  let next = from;
  for (const batch of batches) {
    // markers of transactions, and places of records that were compacted away, count too
    const end = batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n;
    if (end > next) next = end;
    if ((batch.attributes & IS_CONTROL) !== 0) continue;
    addRecords({ records, marks }, batch, from, until);
  }
  return { records, next, marks };
}

function addRecords(
  { records, marks }: { records: ReceivedRecord[]; marks: PlacedMark[] },
  batch: RecordsBatch,
  from: bigint,
  until: bigint | undefined,
): void {
  const isAppendTime = (batch.attributes & IS_LOG_APPEND_TIME) !== 0;
  for (const { offsetDelta, timestampDelta, key, value, headers } of batch.records) {
    const offset = batch.firstOffset + BigInt(offsetDelta);
    if (offset < from || (until !== undefined && offset >= until)) continue;
    const markText = markTextOf(headers);
    if (markText !== undefined) {
      const mark = parseMark(markText);
      if (mark) marks.push({ ...mark, at: offset });
      continue;
    }
    // with the broker's time only the batch carries it
    const at = isAppendTime ? batch.maxTimestamp : batch.firstTimestamp + timestampDelta;
    records.push({
      key: key?.toString("utf8") ?? "",
      value: value ?? NOTHING,
      position: String(offset),
      appendedAt: Number(at),
    });
  }
}
