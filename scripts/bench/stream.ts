import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { StreamRecord } from "@solarmon/core";
import { openSegmentLog, type SegmentLog } from "@solarmon/embedded";
import { quantile } from "../support/statistics.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type BareDisk, measureBareDisk } from "./bare-disk.ts";
import type { Report } from "./report.ts";

const RUN_MS = 2_000;
const RUNS = 3;
const RECORD_BYTES = 300;
const KEYS = 10;
const PEER = "bare write + fdatasync of as many bytes";

/** A way to give records to the log: so many calls at a time, each with so many records. */
interface Load {
  readonly metric: string;
  readonly valueBytes: number;
  readonly outstanding: number;
  readonly recordsPerCall: number;
}

const LOADS: readonly Load[] = [
  { metric: "one record at a time", valueBytes: RECORD_BYTES, outstanding: 1, recordsPerCall: 1 },
  { metric: "100 appends waiting", valueBytes: RECORD_BYTES, outstanding: 100, recordsPerCall: 1 },
  {
    metric: "1,000 appends waiting",
    valueBytes: RECORD_BYTES,
    outstanding: 1_000,
    recordsPerCall: 1,
  },
  {
    metric: "two calls of 1,000 waiting",
    valueBytes: RECORD_BYTES,
    outstanding: 2,
    recordsPerCall: 1_000,
  },
  {
    metric: "two calls of 50 envelopes of 2 kB waiting",
    valueBytes: 2_000,
    outstanding: 2,
    recordsPerCall: 50,
  },
];

/** The segment log against the disk's own limit: durable appends, their latency, sequential read, opening. */
export async function benchStream(report: Report): Promise<void> {
  for (const load of LOADS) await benchAppend(report, load);
  await benchRead(report);
}

async function benchAppend(report: Report, load: Load): Promise<void> {
  await using folder = await temporaryFolder();
  let best: BareDisk = { perSecond: 0, latenciesMs: [] };
  let bare: BareDisk = best;
  const groupBytes = load.outstanding * load.recordsPerCall * load.valueBytes;
  for (let run = 0; run < RUNS; run++) {
    // side by side, so that both meet the same neighbours on the machine
    bare = better(bare, await measureBareDisk(folder.path, groupBytes, RUN_MS / 2));
    best = better(best, await measureAppend(join(folder.path, `log-${run}`), load));
  }
  const bareRecords = bare.perSecond * load.outstanding * load.recordsPerCall;
  report({
    bench: "stream",
    metric: `durable append, ${load.metric}`,
    value: best.perSecond,
    unit: "records/s",
    peer: PEER,
    ratio: best.perSecond / bareRecords,
  });
  for (const [name, share] of [
    ["p50", 0.5],
    ["p99", 0.99],
  ] as const) {
    const value = quantile(best.latenciesMs, share);
    const ratio = value / quantile(bare.latenciesMs, share);
    const metric = `acknowledged after, ${load.metric}, ${name}`;
    report({ bench: "stream", metric, value, unit: "ms", peer: PEER, ratio });
  }
}

function better(one: BareDisk, other: BareDisk): BareDisk {
  return one.perSecond >= other.perSecond ? one : other;
}

async function measureAppend(dir: string, load: Load): Promise<BareDisk> {
  await using log = await openSegmentLog({ dir });
  const latenciesMs: number[] = [];
  let records = 0;
  const startedAt = performance.now();
  async function appendInTurn(caller: number): Promise<void> {
    const call = recordsOf(load.recordsPerCall, load.valueBytes, caller);
    while (performance.now() - startedAt < RUN_MS) {
      const before = performance.now();
      await appendAll(log, call);
      latenciesMs.push(performance.now() - before);
      records += call.length;
    }
  }
  await Promise.all(Array.from({ length: load.outstanding }, (_, caller) => appendInTurn(caller)));
  return { perSecond: (records / (performance.now() - startedAt)) * 1_000, latenciesMs };
}

const READ_RECORDS = 1_000_000;

async function benchRead(report: Report): Promise<void> {
  await using folder = await temporaryFolder();
  const dir = join(folder.path, "log");
  {
    await using log = await openSegmentLog({ dir });
    const call = recordsOf(10_000, RECORD_BYTES, 0);
    for (let written = 0; written < READ_RECORDS; written += call.length)
      await appendAll(log, call);
  }
  let readPerSecond = 0;
  let rawBytesPerSecond = 0;
  for (let run = 0; run < RUNS; run++) {
    rawBytesPerSecond = Math.max(rawBytesPerSecond, await measureRawRead(dir));
    readPerSecond = Math.max(readPerSecond, await measureRead(dir));
  }
  report({
    bench: "stream",
    metric: `sequential read, checked, ${RECORD_BYTES} B`,
    value: readPerSecond,
    unit: "records/s",
    peer: "reading the same files without looking at them",
    ratio: (readPerSecond * RECORD_BYTES) / rawBytesPerSecond,
  });
  await benchOpen(report, dir);
}

async function measureRead(dir: string): Promise<number> {
  await using log = await openSegmentLog({ dir });
  let records = 0;
  const startedAt = performance.now();
  for await (const batch of log.read("bench", { start: { from: "oldest" }, follow: false }))
    records += batch.records.length;
  return (records / (performance.now() - startedAt)) * 1_000;
}

async function measureRawRead(dir: string): Promise<number> {
  let bytes = 0;
  const startedAt = performance.now();
  for (const name of await segmentsOf(dir)) bytes += (await readFile(join(dir, name))).length;
  return (bytes / (performance.now() - startedAt)) * 1_000;
}

/** After a kill there is no index of the newest segment: all of it is scanned. */
async function benchOpen(report: Report, dir: string): Promise<void> {
  let bestMs = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const newest = (await segmentsOf(dir)).at(-1) ?? "";
    await rm(join(dir, newest.replace(/log$/, "index")), { force: true });
    const startedAt = performance.now();
    await using log = await openSegmentLog({ dir });
    bestMs = Math.min(bestMs, performance.now() - startedAt);
    if (log.durableEnd.sequence <= READ_RECORDS) throw new Error("the log lost records");
  }
  report({ bench: "stream", metric: "open after a kill", value: bestMs, unit: "ms" });
}

async function segmentsOf(dir: string): Promise<string[]> {
  return (await readdir(dir)).filter((name) => name.endsWith(".log")).toSorted();
}

function recordsOf(count: number, valueBytes: number, caller: number): StreamRecord[] {
  const value = Buffer.alloc(valueBytes, 7);
  return Array.from({ length: count }, (_, index) => ({
    key: `0b0d5bd0-0000-4000-8000-00000000000${(caller + index) % KEYS}`,
    value,
  }));
}

async function appendAll(log: SegmentLog, records: readonly StreamRecord[]): Promise<void> {
  for (const verdict of await log.append(records)) if (!verdict.ok) throw verdict.error;
}
