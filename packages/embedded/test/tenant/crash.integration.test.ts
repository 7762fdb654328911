import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { MINUTE_MS } from "@solarmon/core";
import { TEST_DAY, testScope } from "@solarmon/core/testing";
import { openTenantStores } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";
import { CRASH_DEVICES, crashPower } from "./crash-batch.ts";

const WRITER = fileURLToPath(new URL("./crash-writer.ts", import.meta.url));
const KILLS = 8;

/** Lets a writer acknowledge some batches and kills it in the middle of its work; the last acknowledged one. */
async function writeAndKill(dir: string, first: number, acks: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, dir, String(first)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let last = first - 1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last - first >= acks) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  return last;
}

interface Seen {
  readonly batches: number;
  readonly isGapless: boolean;
  readonly wrong: readonly number[];
}

async function look(dir: string, deviceId: string, last: number): Promise<Seen> {
  await using stores = await openTenantStores({ dir, readOnly: true });
  const span = { start: TEST_DAY, end: TEST_DAY + 1e11 };
  const query = { deviceIds: [deviceId], points: ["acPower"], span };
  const wrong: number[] = [];
  let isGapless = true;
  let row = 0;
  for await (const page of stores.readings.forTenant(testScope()).read(query))
    for (const [index, at] of page.measuredAt.entries()) {
      isGapless &&= at === TEST_DAY + row * MINUTE_MS;
      const batch = Math.floor(row / 60);
      const isCorrected = row % 60 === 0 && deviceId === CRASH_DEVICES[0];
      const power = isCorrected ? crashPower(batch, last) : batch;
      if (page.values["acPower"]?.[index] !== power) wrong.push(row);
      row++;
    }
  return { batches: row / 60, isGapless, wrong };
}

test("what was acknowledged is there after kill -9, once, and nothing is half written", async () => {
  const dir = await temporaryDirectory();
  let next = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const last = await writeAndKill(dir, next, 5 + ((kill * 37) % 60));
    const [seen, other] = await Promise.all(
      CRASH_DEVICES.map((deviceId) => look(dir, deviceId, Number.POSITIVE_INFINITY)),
    );
    // The batch after the last acknowledged one may be there, then as a whole.
    const stored = Math.round(seen?.batches ?? 0) - 1;
    expect([last, last + 1]).toContain(stored);
    expect(other).toEqual({ batches: stored + 1, isGapless: true, wrong: [] });
    const exact = await look(dir, CRASH_DEVICES[0] ?? "", stored);
    expect(exact).toEqual({ batches: stored + 1, isGapless: true, wrong: [] });
    next = last + 1; // the one in doubt is sent again, as a device would
  }
  using database = new DatabaseSync(join(dir, `${testScope().tenantId}.db`));
  expect(database.prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
});
