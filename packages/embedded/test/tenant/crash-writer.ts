// Run by crash.integration.test.ts in a process of its own that is killed: writes numbered batches and says each number
// once it is acknowledged.
import { DAY_MS } from "@solarmon/core";
import { testScope } from "@solarmon/core/testing";
import { openTenantStores } from "@solarmon/embedded";
import { BATCH_READINGS, crashBatch, crashNow } from "./crash-batch.ts";

const [dir = "", first = "0"] = process.argv.slice(2);
let batch = Number(first);
const stores = await openTenantStores({ dir, clock: { now: () => crashNow(batch) } });
const readings = stores.readings.forTenant(testScope());

for (; ; batch++) {
  const results = await readings.append(crashBatch(batch));
  const count = results.reduce((sum, { verdicts }) => sum + verdicts.length, 0);
  if (count < BATCH_READINGS) throw new Error(`batch ${batch} was not answered in full`);
  process.stdout.write(`${batch}\n`);
  if (batch % 9 === 0) await stores.seal({ before: crashNow(batch) - DAY_MS / 2, maxDays: 3 });
}
