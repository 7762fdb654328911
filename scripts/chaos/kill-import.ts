import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type ImportOrder, startImport } from "../support/import-process.ts";
import { type PreparedFleet, prepareFleet } from "../support/prepare-fleet.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { Ledger } from "./ledger.ts";
import type { ChaosReport } from "./report.ts";
import { verify } from "./verify.ts";

const START_AT = Date.UTC(2025, 5, 1);
const MINUTE_MS = 60_000;
const MINUTES = 400_000;
const SHORTEST_LIFE_MS = 300;
const LONGEST_LIFE_MS = 800;

async function writeHistory(file: string, fleet: PreparedFleet, ledger: Ledger): Promise<void> {
  const stream = createWriteStream(file);
  stream.write("time,device,power,energy\n");
  for (let minute = 0; minute < MINUTES; minute++) {
    const at = START_AT + minute * MINUTE_MS;
    const lines = fleet.devices.map(({ deviceId }, index) => {
      const powerW = (minute * 7 + index) % 40_000;
      ledger.acknowledge(deviceId, at, powerW);
      return `${new Date(at).toISOString()},Inverter ${index + 1},${powerW},${minute * 100}\n`;
    });
    if (!stream.write(lines.join(""))) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
}

/** Runs the import; kills it after that time. Resolves to its exit code, `null` when it was killed. */
async function runImport(order: ImportOrder, killAfterMs: number | null): Promise<number | null> {
  const child = startImport(order);
  const exited = once(child, "exit");
  if (killAfterMs !== null)
    void sleep(killAfterMs, undefined, { ref: false }).then(() => child.kill("SIGKILL"));
  const [code]: (number | null)[] = await exited;
  return code ?? null;
}

/** Kills an import at random moments and resumes it, `rounds` times, lets the last one end, then counts. */
export async function killDuringImport(rounds: number, report: ChaosReport): Promise<void> {
  await using folder = await temporaryFolder();
  const dataDir = `${folder.path}/data`;
  const fleet = await prepareFleet(dataDir, {
    plants: 1,
    devicesPerPlant: 4,
    intervalMs: MINUTE_MS,
  });
  const [plantId] = fleet.plantIds;
  if (plantId === undefined) throw new Error("the fleet has no plant");
  const ledger = new Ledger();
  const file = `${folder.path}/history.csv`;
  await writeHistory(file, fleet, ledger);
  const order = { dataDir, file, plantId, map: "acPower=power,acEnergyTotal=energy" };
  let killed = 0;
  for (let round = 1; round <= rounds; round++) {
    const lifeMs = SHORTEST_LIFE_MS + Math.random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS);
    const code = await runImport(order, lifeMs);
    if (code === null) killed += 1;
    report({ chaos: "kill-import", round, outcome: code === null ? "killed" : `exit ${code}` });
  }
  const code = await runImport(order, null);
  const verdict = await verify(dataDir, fleet, ledger);
  const ok =
    code === 0 &&
    killed > 0 &&
    verdict.lost === 0 &&
    verdict.duplicated === 0 &&
    verdict.stored === ledger.count &&
    verdict.rollupDifference === 0;
  report({ chaos: "kill-import", rounds, killed, ...verdict, ok });
}
