import { systemClock } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { createOutput } from "../cli/output.ts";
import { createProgress } from "../cli/progress.ts";
import type { ImportFlags } from "../commands/import.ts";
import { dataPaths } from "../folder/data-paths.ts";
import { findPlant } from "../folder/find-plant.ts";
import { openSink } from "../folder/open-sink.ts";
import { openRecords } from "../services/open-records.ts";
import { readServices } from "../services/read-services.ts";
import { readDataDir } from "../settings.ts";
import { describeReport } from "./describe-report.ts";
import { openRejectsFile } from "./rejects-file.ts";
import { runImport } from "./run-import.ts";

/** `solarmon import`, from flags to answer. */
export async function importFile(path: string, flags: ImportFlags): Promise<void> {
  const isJson = flags.json === true;
  const output = createOutput(isJson);
  const dataDir = readDataDir(flags.dataDir, process.env);
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  const services = readServices(process.env);
  await using records = await openRecords(dataPaths(dataDir), services);
  const { catalog } = records;
  const plant = await findPlant(catalog, flags.plant);
  using rejects = openRejectsFile(flags.rejects);
  using progress = createProgress(isJson);
  const report = await runImport({
    path,
    dataDir,
    plant,
    catalog: catalog.forTenant(scopeOf(plant.tenantId)),
    mappings: flags.map,
    timeColumn: flags.time,
    timeZone: flags.timeZone,
    timeFormat: flags.timeFormat,
    deviceColumn: flags.device,
    deviceName: flags.deviceName,
    kind: flags.kind,
    now: systemClock.now(),
    openSink: () => openSink(dataDir, records, services, (message) => output.note(message)),
    onReject: (reject) => {
      rejects.write(reject);
      if (isJson) output.result({ rejected: reject });
    },
    onProgress: (share, rows) => progress.update(share, `${rows} rows`),
    signal: stop.signal,
  });
  progress[Symbol.dispose]();
  output.result(report, describeReport(report, flags.rejects));
}
