import { basename } from "node:path";
import { type AuditTrail, type Plant, systemClock } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { createOutput } from "../cli/output.ts";
import { createProgress } from "../cli/progress.ts";
import type { ImportFlags } from "../commands/import.ts";
import { commandActor } from "../audit/actors.ts";
import { subjectOf } from "../audit/audit-fields.ts";
import { openRecordsAtHand } from "../folder/open-folder-catalog.ts";
import { findPlant } from "../folder/find-plant.ts";
import { openSink } from "../folder/open-sink.ts";
import { readServices } from "../services/read-services.ts";
import { readDataDir } from "../settings.ts";
import { describeReport } from "./describe-report.ts";
import { openRejectsFile } from "./rejects-file.ts";
import { runImport } from "./run-import.ts";

const MAX_TEXT = 200;

/** `solarmon import`, from flags to answer. */
export async function importFile(path: string, flags: ImportFlags): Promise<void> {
  const isJson = flags.json === true;
  const output = createOutput(isJson);
  const dataDir = readDataDir(flags.dataDir, process.env);
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  const services = readServices(process.env);
  await using records = await openRecordsAtHand(flags.dataDir);
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
    async openSink() {
      const sink = await openSink(dataDir, records, services, (message) => output.note(message));
      await noteImport(records.trail, plant, path, flags);
      return sink;
    },
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

async function noteImport(
  trail: AuditTrail,
  plant: Plant,
  path: string,
  { map, time, timeZone, device, deviceName }: ImportFlags,
): Promise<void> {
  await trail.note(scopeOf(plant.tenantId), {
    actor: commandActor(),
    action: "import.started",
    subject: subjectOf("plant", plant),
    after: {
      file: basename(path),
      map: map.map((text) => text.slice(0, MAX_TEXT)).slice(0, MAX_TEXT / 10),
      time,
      timeZone: timeZone ?? null,
      device: device ?? deviceName ?? null,
    },
  });
}
