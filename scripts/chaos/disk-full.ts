import { setTimeout as sleep } from "node:timers/promises";
import { prepareFleet } from "../support/prepare-fleet.ts";
import { startServer } from "../support/server-process.ts";
import { logIn } from "../support/api-client.ts";
import { drained } from "../support/drained.ts";
import { Ledger } from "./ledger.ts";
import { createTicker, startLoad } from "./load.ts";
import type { ChaosReport } from "./report.ts";
import { smallDisk } from "./small-disk.ts";
import { verify } from "./verify.ts";

const DISK_MB = 96;
const BALLAST_MB = 64;
const STILL_MS = 3_000;
const LONGEST_FILL_MS = 90_000;

/** Waits until no acknowledgement came for a while; says how long it took, or fails. */
async function waitUntilStill(ledger: Ledger): Promise<number> {
  const start = performance.now();
  let [last, lastChangeAt] = [ledger.count, start];
  while (performance.now() - lastChangeAt < STILL_MS) {
    if (performance.now() - start > LONGEST_FILL_MS) throw new Error("the disk never filled");
    await sleep(50);
    if (ledger.count !== last) [last, lastChangeAt] = [ledger.count, performance.now()];
  }
  return lastChangeAt - start;
}

/** Readings that the API gives of the last hours of a plant. */
async function countRead(url: string, token: string, plantId: string): Promise<number> {
  const from = new Date(Date.now() - 7 * 3_600_000).toISOString();
  const query = `points=acPower&resolution=raw&from=${from}&to=${new Date().toISOString()}`;
  const response = await fetch(`${url}/api/v1/plants/${plantId}/readings?${query}`, {
    headers: { authorization: `Bearer ${token}`, accept: "text/csv" },
  });
  if (!response.ok) throw new Error(`reading failed: ${response.status}`);
  return (await response.text()).trimEnd().split("\n").length - 1;
}

async function waitForMore(ledger: Ledger): Promise<number> {
  const start = performance.now();
  const before = ledger.count;
  while (ledger.count === before) {
    if (performance.now() - start > 60_000) throw new Error("acknowledgements did not come back");
    await sleep(10);
  }
  return performance.now() - start;
}

/** Fills the disk under load: acknowledgements stop, reads go on, all is well again once there is space. */
export async function diskFull(report: ChaosReport): Promise<void> {
  await using disk = await smallDisk(DISK_MB);
  const dataDir = `${disk.path}/data`;
  const fleet = await prepareFleet(dataDir, { plants: 2, devicesPerPlant: 10, user: true });
  await disk.fill(BALLAST_MB);
  const ledger = new Ledger();
  const server = await startServer(dataDir);
  const token = await logIn(server.url, fleet);
  const load = startLoad(server.mqttPort, fleet, createTicker(Date.now() - 6 * 3_600_000), ledger);
  const stoppedAfterMs = await waitUntilStill(ledger);
  const acknowledgedWhenFull = ledger.count;
  const [plantId = ""] = fleet.plantIds;
  const readWhenFull = await countRead(server.url, token, plantId);
  const readsGoOn = readWhenFull > 0;
  report({
    chaos: "disk-full",
    stoppedAfterMs: Math.round(stoppedAfterMs),
    acknowledgedWhenFull,
    readWhenFull,
    readsGoOn,
  });
  await disk.free();
  const recoveredAfterMs = await waitForMore(ledger);
  await sleep(1_000);
  await load[Symbol.asyncDispose]();
  await drained(server.url);
  await server[Symbol.asyncDispose]();
  const verdict = await verify(dataDir, fleet, ledger);
  const ok =
    readsGoOn && verdict.lost === 0 && verdict.duplicated === 0 && verdict.rollupDifference === 0;
  report({ chaos: "disk-full", recoveredAfterMs: Math.round(recoveredAfterMs), ...verdict, ok });
}
