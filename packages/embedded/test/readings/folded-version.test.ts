import { expect, test } from "vitest";
import { MemoryReadingStore } from "@solarmon/core/memory";
import { envelope, reading, TEST_DAY, testId, testScope } from "@solarmon/core/testing";
import { openVariant } from "./variants.ts";

const versions = [
  envelope([reading({ acPower: 1 })], { receivedAt: TEST_DAY + 10 }),
  envelope([reading({ acVoltageL1: 230 })], { receivedAt: TEST_DAY + 20 }),
  // word for word what the two come to, with the provenance of the second
  envelope([reading({ acPower: 1, acVoltageL1: 230 })], { receivedAt: TEST_DAY + 20 }),
  // newer than the first, older than the third
  envelope([reading({ acPower: 5 })], { receivedAt: TEST_DAY + 15 }),
];

for (const sealsAtOnce of [false, true])
  test(`a version that equals the fold still counts, ${sealsAtOnce ? "sealed" : "hot"}`, async () => {
    await using store = await openVariant({ sealsAtOnce });
    const model = new MemoryReadingStore();
    for (const version of versions)
      expect(await store.forTenant(testScope()).append([version])).toEqual(
        await model.forTenant(testScope()).append([version]),
      );
    const ours = await store.forTenant(testScope()).latest([testId(100)]);
    expect(ours).toEqual(await model.forTenant(testScope()).latest([testId(100)]));
    const history = await store.forTenant(testScope()).history(testId(100), TEST_DAY);
    expect(history).toHaveLength(4);
  });
