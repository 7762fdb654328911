import type { Instant, StreamReader } from "@solarmon/core";
import type { Processor } from "@solarmon/ingest";
import { addCounts, NO_VERDICTS } from "../import/import-sink.ts";
import { countResults } from "./import-lane.ts";
import type { ReplayReport } from "./messages.ts";

// A consumer name of its own that never commits: the checkpoints of others stay where they are.
const REPLAYER = "replay";
const RECORDS = 500;

/** Processes the records that were appended at `from` or later again, up to the newest now. */
export async function runReplay(
  reader: StreamReader,
  processor: Processor,
  from: Instant,
  onWarning: (message: string) => void,
): Promise<ReplayReport> {
  let report: ReplayReport = { records: 0, readings: NO_VERDICTS, failedRecords: 0 };
  for await (const { records } of reader.read(REPLAYER, {
    start: { from: "time", at: from },
    follow: false,
    maxRecords: RECORDS,
  })) {
    const results = await processor.process(records);
    for (const [index, result] of results.entries())
      if (!result.ok)
        onWarning(`replay: record ${records[index]?.position} failed: ${result.error.message}`);
    const done = results.filter((result) => result.ok);
    report = {
      records: report.records + records.length,
      readings: addCounts(report.readings, countResults(done)),
      failedRecords: report.failedRecords + results.length - done.length,
    };
    await processor.settle();
  }
  return report;
}
