import { SolarmonError, SOURCE_RANK } from "@solarmon/core";
import { CsvRows } from "../csv/csv-rows.ts";
import { chunksOf } from "../csv/csv-source.ts";
import { BatchSender } from "./batch-sender.ts";
import { ImportDevices } from "./import-devices.ts";
import type { ImportOutcome, ImportSink, VerdictCounts } from "./import-sink.ts";
import { Journal } from "./journal.ts";
import { type ImportPlan, type ImportRequest, meaningOf, planImport } from "./plan-import.ts";
import { type Reject, RejectList, type RejectSummary } from "./rejects.ts";
import { RowPacker } from "./row-packer.ts";
import { RowReader } from "./row-reader.ts";
import { RowSources } from "./row-sources.ts";
import type { TimeFormat } from "./time-fields.ts";

export interface ImportOptions extends ImportRequest {
  readonly dataDir: string;
  readonly openSink: () => Promise<ImportSink>;
  readonly onReject: (reject: Reject) => void;
  /** @param share - of the file that is read, 0–1 */
  readonly onProgress: (share: number, rows: number) => void;
  readonly signal: AbortSignal;
}

export interface ImportReport extends VerdictCounts {
  /** Readings that are durable in the stream, and the workers have not told of yet. */
  readonly accepted: number;
  readonly rows: number;
  readonly points: number;
  readonly rejects: RejectSummary;
  readonly devices: readonly {
    readonly id: string;
    readonly name: string;
    readonly isNew: boolean;
  }[];
  readonly timeFormat: TimeFormat;
  readonly timeZone: string;
  readonly intervalMs: number | null;
  /** Rows that an earlier, interrupted run had stored; they were not sent again. */
  readonly resumedAfterRows: number;
  /** The same file had been imported in the same way before. */
  readonly isRepeated: boolean;
  readonly seconds: number;
}

/**
 * Brings a CSV file into the store. Rows that cannot be believed are told one by one and left out; a killed import goes
 * on behind what it had made durable; a repeated one changes nothing.
 *
 * @throws `not_found`, `refused`, `invalid_argument` when file or options do not fit · `cancelled` by the signal
 */
export async function runImport(options: ImportOptions): Promise<ImportReport> {
  const startedAt = performance.now();
  const plan = await planImport(options);
  const meaning = meaningOf(plan, options);
  const journal = await Journal.open(options.dataDir, options.path, meaning, options.now);
  const { catalog, plant, kind } = options;
  const { intervalMs } = plan;
  const devices = await ImportDevices.open({ catalog, plant, kind, intervalMs });
  await using sink = await options.openSink();
  const report = await new ImportRun(options, plan, journal, devices, sink).run();
  return { ...report, seconds: (performance.now() - startedAt) / 1000 };
}

class ImportRun {
  readonly #options: ImportOptions;
  readonly #plan: ImportPlan;
  readonly #journal: Journal;
  readonly #devices: ImportDevices;
  readonly #rows: CsvRows;
  readonly #rejects: RejectList;
  readonly #packer: RowPacker;
  readonly #reader: RowReader;
  readonly #sources: RowSources;
  readonly #sender: BatchSender;
  readonly #outcome: ImportSink["outcome"];
  readonly #skipRows: number;
  #rowCount = 0;
  #isHeader = true;

  constructor(
    options: ImportOptions,
    plan: ImportPlan,
    journal: Journal,
    devices: ImportDevices,
    sink: ImportSink,
  ) {
    const { entry } = journal;
    this.#outcome = sink.outcome;
    this.#options = options;
    this.#plan = plan;
    this.#journal = journal;
    this.#devices = devices;
    this.#rows = new CsvRows(plan.file.separator);
    this.#rejects = new RejectList(options.onReject);
    const isDecimalComma = plan.file.separator !== ",";
    const slots = sink.batchReadings + plan.groups.length;
    const valuesPerReading = Math.max(...plan.groups.map(({ maps }) => maps.length));
    this.#packer = new RowPacker(
      this.#rows,
      this.#rejects,
      isDecimalComma,
      slots * valuesPerReading,
    );
    const { receivedAt } = entry;
    this.#reader = new RowReader(this.#rows, plan, this.#rejects, this.#packer, receivedAt);
    this.#sources = new RowSources(this.#rows, plan, devices);
    this.#skipRows = entry.isDone ? 0 : entry.settledRows;
    const { tenantId, id: plantId } = options.plant;
    this.#sender = new BatchSender({
      sink,
      head: { tenantId, plantId, receivedAt, source: { name: "import", rank: SOURCE_RANK.import } },
      skipRows: this.#skipRows,
      onSettled: (rows) => (entry.isDone ? Promise.resolve() : journal.settled(rows)),
    });
  }

  async run(): Promise<Omit<ImportReport, "seconds">> {
    const { file } = this.#plan;
    for await (const { chunk, readBytes } of chunksOf(file)) {
      if (this.#options.signal.aborted) throw interrupted();
      this.#rows.push(chunk);
      await this.#drain();
      this.#options.onProgress(readBytes / file.sizeBytes, this.#rowCount);
    }
    this.#rows.end();
    await this.#drain();
    await this.#sender.finish(this.#rowCount);
    await this.#journal.done();
    const { counts } = this.#sender;
    return this.#report((await this.#outcome?.()) ?? { counts, accepted: 0 });
  }

  async #drain(): Promise<void> {
    const emit = this.#sender.add.bind(this.#sender);
    while (this.#rows.next()) {
      if (this.#isHeader) {
        this.#isHeader = false;
        continue;
      }
      this.#sender.row = ++this.#rowCount;
      if (!this.#reader.hasAllFields()) continue;
      const source = this.#sources.current() ?? (await this.#sources.open());
      this.#reader.read(source, emit);
      if (this.#sender.isFull) await this.#flush();
    }
  }

  async #flush(): Promise<void> {
    const sent = this.#sender.flush(this.#rowCount);
    this.#packer.reset(); // the envelope has its own copy by now
    await sent;
  }

  #report({ counts, accepted }: ImportOutcome): Omit<ImportReport, "seconds"> {
    const { format, zone, intervalMs } = this.#plan;
    return {
      ...counts,
      accepted,
      rows: this.#rowCount,
      points: this.#packer.pointCount,
      rejects: this.#rejects.summary(),
      devices: this.#devices.used().map(({ id, name, isNew }) => ({ id, name, isNew })),
      timeFormat: format,
      timeZone: zone.timeZone,
      intervalMs,
      resumedAfterRows: this.#skipRows,
      isRepeated: this.#journal.isKnown && this.#journal.entry.isDone,
    };
  }
}

function interrupted(): SolarmonError {
  return new SolarmonError(
    "cancelled",
    "the import was interrupted. Run the same command again: it goes on where it stopped.",
  );
}
