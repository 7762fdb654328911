import type { RecordsBatch } from "@platformatic/kafka";
import type { ReceivedRecord } from "@solarmon/core";

const IS_CONTROL = 0x20;
const IS_LOG_APPEND_TIME = 0x08;
const NOTHING = new Uint8Array();

/** Records of a partition with offsets in `[from, until)`, and where to go on after them. */
export interface Received {
  readonly records: readonly ReceivedRecord[];
  readonly next: bigint;
}

/** Reads what a fetch brought: brokers send whole batches, which may begin before what was asked for. */
export function receivedRecords(
  batches: readonly RecordsBatch[],
  from: bigint,
  until: bigint | undefined,
): Received {
  const records: ReceivedRecord[] = [];
  let next = from;
  for (const batch of batches) {
    // markers of transactions, and places of records that were compacted away, count too
    const end = batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n;
    if (end > next) next = end;
    if ((batch.attributes & IS_CONTROL) !== 0) continue;
    addRecords(records, batch, from, until);
  }
  return { records, next };
}

function addRecords(
  target: ReceivedRecord[],
  batch: RecordsBatch,
  from: bigint,
  until: bigint | undefined,
): void {
  const isAppendTime = (batch.attributes & IS_LOG_APPEND_TIME) !== 0;
  for (const { offsetDelta, timestampDelta, key, value } of batch.records) {
    const offset = batch.firstOffset + BigInt(offsetDelta);
    if (offset < from || (until !== undefined && offset >= until)) continue;
    // with the broker's time only the batch carries it
    const at = isAppendTime ? batch.maxTimestamp : batch.firstTimestamp + timestampDelta;
    target.push({
      key: key?.toString("utf8") ?? "",
      value: value ?? NOTHING,
      position: String(offset),
      appendedAt: Number(at),
    });
  }
}
