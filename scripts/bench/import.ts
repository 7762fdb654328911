import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { startImport } from "../support/import-process.ts";
import { prepareFleet } from "../support/prepare-fleet.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { telemetryRow, TELEMETRY_POINTS } from "./telemetry.ts";
import type { Report } from "./report.ts";

const DEVICES = 20;
const DAYS = 30;
const MINUTES = DAYS * 1_440;
const START_AT = Date.UTC(2026, 4, 1);

/** Minutes of a fleet as a file, a row per device and minute, time-major as loggers export it. */
async function writeCsv(file: string): Promise<void> {
  const stream = createWriteStream(file, { highWaterMark: 1 << 20 });
  stream.write(`time,device,${TELEMETRY_POINTS.join(",")}\n`);
  for (let minute = 0; minute < MINUTES; minute++) {
    const at = START_AT + minute * 60_000;
    const stamp = new Date(at).toISOString();
    let text = "";
    for (let device = 0; device < DEVICES; device++)
      text += `${stamp},INV-${device + 1},${telemetryRow(device, at).join(",")}\n`;
    if (!stream.write(text)) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
}

async function runImport(dataDir: string, file: string, plantId: string): Promise<number> {
  const map = TELEMETRY_POINTS.map((point) => `${point}=${point}`).join(",");
  const start = performance.now();
  const child = startImport({ dataDir, file, plantId, map });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return (performance.now() - start) / 1_000;
}

async function runDuckDb(folder: string, file: string): Promise<number> {
  const instance = await DuckDBInstance.create(`${folder}/peer.duckdb`, { threads: "2" });
  const connection = await instance.connect();
  const columns = TELEMETRY_POINTS.map((point) => `"${point}" DOUBLE`).join(", ");
  const start = performance.now();
  await connection.run(
    `CREATE TABLE readings ("time" TIMESTAMPTZ, device VARCHAR, ${columns}, PRIMARY KEY ("time", device))`,
  );
  await connection.run(`INSERT INTO readings SELECT * FROM read_csv('${file}', header = true)`);
  await connection.run("CHECKPOINT");
  const seconds = (performance.now() - start) / 1_000;
  connection.closeSync();
  instance.closeSync();
  return seconds;
}

/** `solarmon import` as a process: parse, check, store, roll up, beside DuckDB reading the same file into a keyed table. */
export async function benchImport(report: Report): Promise<void> {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/history.csv`;
  await writeCsv(file);
  const points = MINUTES * DEVICES * TELEMETRY_POINTS.length;
  const fleet = await prepareFleet(`${folder.path}/data`, { plants: 1, devicesPerPlant: 0 });
  const seconds = await runImport(`${folder.path}/data`, file, fleet.plantIds[0] ?? "");
  const peerSeconds = await runDuckDb(folder.path, file);
  report({
    bench: "import",
    metric: "points end to end, roll-ups included",
    value: points / seconds,
    unit: "points/s",
    peer: "DuckDB read_csv into a keyed table, no check, no roll-ups",
    ratio: peerSeconds / seconds,
  });
  const { size } = await stat(file);
  report({ bench: "import", metric: "file read", value: size / 1e6 / seconds, unit: "MB/s" });
}
