import type { Instant, PackedReading } from "@solarmon/core";
import { DEFAULT_CHECK_LIMITS } from "@solarmon/ingest";
import type { CsvRows } from "../csv/csv-rows.ts";
import type { ImportPlan } from "./plan-import.ts";
import type { RejectList } from "./rejects.ts";
import type { RowPacker } from "./row-packer.ts";
import type { RowSource } from "./row-sources.ts";
import { TimeReader } from "./time-reader.ts";

/** Turns a row into readings, or says why not. */
export class RowReader {
  readonly #rows: CsvRows;
  readonly #plan: ImportPlan;
  readonly #rejects: RejectList;
  readonly #packer: RowPacker;
  readonly #times: TimeReader;
  readonly #latestAt: Instant;

  constructor(
    rows: CsvRows,
    plan: ImportPlan,
    rejects: RejectList,
    packer: RowPacker,
    receivedAt: Instant,
  ) {
    this.#rows = rows;
    this.#plan = plan;
    this.#rejects = rejects;
    this.#packer = packer;
    this.#times = new TimeReader(plan.format, plan.zone);
    this.#latestAt = receivedAt + DEFAULT_CHECK_LIMITS.futureToleranceMs;
  }

  /** Whether the row has the fields that the header promises; if not, it is refused. */
  hasAllFields(): boolean {
    const expected = this.#plan.file.columns.length;
    const found = this.#rows.fieldCount;
    if (found === expected) return true;
    const hint = found < expected ? "is the row cut off?" : "is a separator inside a value?";
    this.#refuse("malformed", `${found} fields where the header has ${expected}: ${hint}`);
    return false;
  }

  /** Gives the readings of the current row, one per device. */
  read(source: RowSource, emit: (reading: PackedReading) => void): void {
    if (source.targets.length === 0) return this.#refuse("unknown_device", "the device is empty");
    const measuredAt = this.#time(source);
    if (measuredAt === undefined) return;
    const refusedBefore = this.#rejects.valueCount;
    let hasReading = false;
    for (const { device, columns } of source.targets) {
      const reading = this.#packer.pack(device, measuredAt, columns);
      if (!reading) continue;
      hasReading = true;
      emit(reading);
    }
    if (!hasReading && this.#rejects.valueCount === refusedBefore)
      this.#refuse("empty", "none of the mapped columns has a value");
  }

  #time(source: RowSource): Instant | undefined {
    const { bytes, starts, ends } = this.#rows;
    const { timeColumn } = this.#plan;
    const at = this.#times.read(
      bytes,
      starts[timeColumn] ?? 0,
      ends[timeColumn] ?? 0,
      source.track,
    );
    if (typeof at !== "number") {
      this.#refuse(at.reason, at.detail);
      return undefined;
    }
    if (at > this.#latestAt) return this.#refuseTime("time_in_future", at, "lies in the future");
    if (at < DEFAULT_CHECK_LIMITS.oldestAt)
      return this.#refuseTime("time_too_old", at, "lies before the year 2000");
    return at;
  }

  #refuseTime(reason: "time_in_future" | "time_too_old", at: Instant, what: string): undefined {
    const shown = Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : String(at);
    this.#refuse(reason, `${shown} ${what}; check --time-format and the clock of the device`);
  }

  #refuse(reason: Parameters<RejectList["add"]>[0]["reason"], detail: string): void {
    this.#rejects.add({ line: this.#rows.line, reason, detail });
  }
}
