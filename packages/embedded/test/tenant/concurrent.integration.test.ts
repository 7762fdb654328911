import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { DAY_MS, MINUTE_MS, packValues } from "@solarmon/core";
import { envelope, TEST_DAY, testId, testScope, VirtualClock } from "@solarmon/core/testing";
import { openTenantStores } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const BATCH = 60;
const BATCHES = 240; // ten days of minutes

test("a reader in another thread always sees a whole beginning of what was written", async () => {
  const dir = await temporaryDirectory();
  const clock = new VirtualClock(TEST_DAY);
  await using stores = await openTenantStores({ dir, clock });
  const reader = new Worker(new URL("./reader-thread.ts", import.meta.url), {
    workerData: { dir, target: BATCH * BATCHES },
  });
  const looked = once(reader, "message");
  const answered = looked.then(() => once(reader, "message"));
  for (let batch = 0; batch < BATCHES; batch++) {
    const readings = Array.from({ length: BATCH }, (_, index) => ({
      deviceId: testId(100),
      measuredAt: TEST_DAY + (batch * BATCH + index) * MINUTE_MS,
      quality: 0,
      packed: packValues({ acPower: batch * BATCH + index }),
    }));
    await stores.readings.forTenant(testScope()).append([envelope(readings)]);
    clock.advance(BATCH * MINUTE_MS);
    // Sealing moves rows to chunks under the reader's eyes; redelivery opens some again.
    if (batch % 8 === 7) await stores.seal({ before: clock.now() });
    if (batch % 31 === 30)
      await stores.readings
        .forTenant(testScope())
        .append([envelope(readings.slice(0, 3), { receivedAt: TEST_DAY + 100 * DAY_MS })]);
    // Half is written under its eyes, however late the thread started.
    if (batch === BATCHES / 2) await looked;
    await setImmediate();
  }
  const [answer] = await answered;
  expect(answer).toMatchObject({ count: BATCH * BATCHES, problems: [] });
  expect(answer.reads).toBeGreaterThan(1);
});
