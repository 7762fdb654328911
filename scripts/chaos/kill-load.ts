import { setTimeout as sleep } from "node:timers/promises";
import { prepareFleet } from "../support/prepare-fleet.ts";
import { startServer } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { drained } from "../support/drained.ts";
import { Ledger } from "./ledger.ts";
import { createTicker, startLoad } from "./load.ts";
import type { ChaosReport } from "./report.ts";
import { verify } from "./verify.ts";

const DEVICES = 20;
const LONGEST_LIFE_MS = 2_000;

/** Kills the server at random moments under QoS-1 load, starts it again each time, then counts. */
export async function killUnderLoad(rounds: number, report: ChaosReport): Promise<void> {
  await using folder = await temporaryFolder();
  const fleet = await prepareFleet(folder.path, { plants: 2, devicesPerPlant: DEVICES / 2 });
  const ledger = new Ledger();
  const ticker = createTicker(Date.now() - 6 * 3_600_000);
  for (let round = 1; round <= rounds; round++) {
    const server = await startServer(folder.path);
    const load = startLoad(server.mqttPort, fleet, ticker, ledger);
    const livedMs = 100 + Math.random() * LONGEST_LIFE_MS;
    await sleep(livedMs);
    await server.kill();
    await load[Symbol.asyncDispose]();
    report({
      chaos: "kill",
      round,
      livedMs: Math.round(livedMs),
      acknowledged: ledger.count,
      readyAfterMs: Math.round(server.readyAfterMs),
    });
  }
  const server = await startServer(folder.path);
  await drained(server.url);
  await server[Symbol.asyncDispose]();
  const verdict = await verify(folder.path, fleet, ledger);
  report({
    chaos: "kill",
    rounds,
    ...verdict,
    ok: verdict.lost === 0 && verdict.duplicated === 0 && verdict.rollupDifference === 0,
  });
}
