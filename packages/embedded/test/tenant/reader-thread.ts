// Run by concurrent.integration.test.ts in a thread of its own: reads over and over while another thread writes.
import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { MINUTE_MS } from "@solarmon/core";
import { TEST_DAY, testId, testScope } from "@solarmon/core/testing";
import { openTenantStores } from "@solarmon/embedded";

const { dir, target }: { dir: string; target: number } = workerData;
const stores = await openTenantStores({ dir, readOnly: true });
const readings = stores.readings.forTenant(testScope());
const query = {
  deviceIds: [testId(100)],
  points: ["acPower"],
  span: { start: TEST_DAY, end: TEST_DAY + 1e11 },
};
const problems: string[] = [];
let reads = 0;
let count = 0;

function tell(message: object): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message);
}

while (count < target && problems.length === 0) {
  let row = 0;
  for await (const page of readings.read(query))
    for (const [index, at] of page.measuredAt.entries()) {
      const isRight = at === TEST_DAY + row * MINUTE_MS && page.values["acPower"]?.[index] === row;
      if (!isRight) problems.push(`read ${reads}: row ${row} is of ${at}`);
      row++;
    }
  if (row < count) problems.push(`read ${reads}: ${row} rows after ${count}`);
  if (count === 0 && row > 0) tell({ sawFirst: row });
  count = row;
  reads++;
  await setImmediate();
}
await stores[Symbol.asyncDispose]();
tell({ reads, count, problems: problems.slice(0, 5) });
