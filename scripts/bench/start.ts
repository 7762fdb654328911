import { setTimeout as sleep } from "node:timers/promises";
import { prepareFleet } from "../support/prepare-fleet.ts";
import { residentMegabytes, startServer } from "../support/server-process.ts";
import { median } from "../support/statistics.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import type { Report } from "./report.ts";

const RUNS = 7;
const IDLE_MS = 5_000;

/** Process start to ready, and memory when nothing happens, over a folder with 20 devices. */
export async function benchStart(report: Report): Promise<void> {
  await using folder = await temporaryFolder();
  await prepareFleet(folder.path, { plants: 1, devicesPerPlant: 20 });
  const readyAfter: number[] = [];
  const resident: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    await using server = await startServer(folder.path);
    readyAfter.push(server.readyAfterMs);
    if (run === 0) continue; // compiles and creates files
    await sleep(run === RUNS - 1 ? IDLE_MS : 500);
    resident.push(await residentMegabytes(server.pid));
  }
  report({
    bench: "start",
    metric: "process start to ready, median",
    value: median(readyAfter),
    unit: "ms",
  });
  report({
    bench: "start",
    metric: "resident memory when idle",
    value: resident.at(-1) ?? Number.NaN,
    unit: "MB",
  });
}
