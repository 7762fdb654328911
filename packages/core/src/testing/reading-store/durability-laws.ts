import { expect } from "vitest";
import type { ReadingStore } from "../../ports/reading-store.ts";
import { envelope, reading, TEST_DAY, testId, testScope } from "../builders.ts";
import type { Law } from "../law.ts";
import { append, appendOne, DEVICE, onlyValues, presentValues, rowsOf } from "./subject.ts";

/** What outlives the process, and what holds under load. */
export const durabilityLaws: readonly Law<ReadingStore>[] = [
  {
    name: "what was acknowledged survives a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      const first = envelope([reading({ acPower: 1 })], { receivedAt: TEST_DAY + 1 });
      const second = envelope([reading({ acPower: 2 })], { receivedAt: TEST_DAY + 2 });
      await append(subject, first);
      await append(subject, second);
      const reopened = await restart();
      await expect(onlyValues(reopened)).resolves.toEqual({ acPower: 2 });
      const [latest] = await reopened.forTenant(testScope()).latest([DEVICE]);
      expect(presentValues(latest?.packed ?? new Uint8Array())).toEqual({ acPower: 2 });
      const again = await appendOne(reopened, second);
      expect(again).toEqual({ verdict: "duplicate", isTouched: true });
      if (!reopened.capabilities.history) return;
      const history = await reopened.forTenant(testScope()).history(DEVICE, TEST_DAY);
      expect(history).toHaveLength(2);
    },
  },
  {
    name: "what was deleted stays deleted after a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      await append(subject, envelope([reading({ acPower: 1 })]));
      await subject.deleteTenant(testScope());
      const reopened = await restart();
      await expect(rowsOf(reopened)).resolves.toEqual([]);
      await expect(reopened.forTenant(testScope()).latest([DEVICE])).resolves.toEqual([]);
    },
  },
  {
    name: "concurrent appends all count",
    async run({ subject }) {
      const calls = Array.from({ length: 20 }, (_, caller) => {
        const readings = Array.from({ length: 25 }, (__, n) =>
          reading(
            { acPower: caller },
            { deviceId: testId(200 + (n % 5)), measuredAt: caller * 100 + n },
          ),
        );
        return append(subject, envelope(readings));
      });
      const verdicts = (await Promise.all(calls)).flatMap(([result]) => result?.verdicts ?? []);
      expect(verdicts).toEqual(Array.from({ length: 500 }, () => "stored"));
      for (const n of [0, 1, 2, 3, 4])
        await expect(rowsOf(subject, { deviceId: testId(200 + n) })).resolves.toHaveLength(100);
    },
  },
];
