import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { pointByName } from "@solarmon/core";
import type { Sample } from "./device-rows.ts";

/** The narrowest exact type of a point's values. */
function typeOf(point: string): string {
  const decimals = Math.round(-Math.log10(pointByName(point)?.resolution ?? 1));
  if (decimals === 0) return point.includes("Energy") ? "BIGINT" : "INTEGER";
  return `DECIMAL(9, ${decimals})`;
}

async function writeCsv({ devices }: Sample, file: string): Promise<void> {
  const stream = createWriteStream(file, { highWaterMark: 1 << 20 });
  for (const [device, { readings }] of devices.entries())
    for (const { measuredAt, receivedAt, row } of readings)
      if (!stream.write(`${device},${measuredAt},${receivedAt},1,0,${row.join(",")}\n`))
        await once(stream, "drain");
  stream.end();
  await finished(stream);
}

/** Size of a DuckDB file with the same values in typed columns, sorted by device and time, after a checkpoint. */
export async function duckDbBytes(sample: Sample, folder: string): Promise<number> {
  const csv = `${folder}/sample.csv`;
  await writeCsv(sample, csv);
  const columns = [
    ["device", "SMALLINT"],
    ["measured_at", "BIGINT"],
    ["received_at", "BIGINT"],
    ["source", "UTINYINT"],
    ["quality", "UTINYINT"],
    ...sample.points.map((point) => [point, typeOf(point)]),
  ];
  const table = columns.map(([name, type]) => `"${name}" ${type}`).join(", ");
  const types = columns.map(([name, type]) => `'${name}': '${type}'`).join(", ");
  const file = `${folder}/sample.duckdb`;
  const instance = await DuckDBInstance.create(file, { threads: "2" });
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE readings (${table})`);
  await connection.run(
    `INSERT INTO readings SELECT * FROM read_csv('${csv}', header = false, columns = {${types}}) ORDER BY device, measured_at`,
  );
  await connection.run("CHECKPOINT");
  connection.closeSync();
  instance.closeSync();
  return (await stat(file)).size;
}
