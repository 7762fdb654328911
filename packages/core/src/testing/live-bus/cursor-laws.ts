import { expect } from "vitest";
import type { LiveBus } from "../../ports/live-bus.ts";
import { testId, testScope } from "../builders.ts";
import type { Law } from "../law.ts";
import { nextOf, within } from "../waiting.ts";
import { nextPower, PLANT, publish, subscribe, update } from "./subject.ts";

/** Publishes one more update and expects the first event to say that some were missed. */
async function expectMissed(subject: LiveBus, after: string, patienceMs: number): Promise<void> {
  const iterator = subscribe(subject, { after });
  const next = nextOf(iterator, patienceMs, "the first event");
  await publish(subject, update(1_000_000));
  const first = await next;
  expect(first.missed).toBe(true);
  let { powerW } = first.update;
  while (powerW !== 1_000_000) {
    const event = await nextOf(iterator, patienceMs, "the newest update");
    expect(event.missed ?? false).toBe(false);
    powerW = event.update.powerW;
  }
  await iterator.return?.();
}

/** Going on after a break. @param overflow - more updates than the bus keeps */
export function cursorLaws(overflow: number): readonly Law<LiveBus>[] {
  return [
    {
      name: "a cursor goes on without a gap",
      async run({ subject, patienceMs }) {
        const first = subscribe(subject);
        await publish(subject, update(1));
        const { cursor } = await nextOf(first, patienceMs, "update 1");
        await first.return?.();
        await publish(subject, update(2), update(3));
        const again = subscribe(subject, { after: cursor });
        await publish(subject, update(4));
        for (const power of [2, 3, 4]) {
          const event = await nextOf(again, patienceMs, `update ${power}`);
          expect(event.update.powerW).toBe(power);
          expect(event.missed ?? false).toBe(false);
        }
        await again.return?.();
      },
    },
    {
      name: "the cursor of a snapshot goes on after what was published before it",
      async run({ subject, patienceMs }) {
        await publish(subject, update(1));
        const cursor = await subject.cursor(testScope(), PLANT);
        await publish(subject, update(2));
        const iterator = subscribe(subject, { after: cursor });
        await expect(within(patienceMs, "update 2", nextPower(iterator))).resolves.toBe(2);
        await iterator.return?.();
      },
    },
    {
      name: "updates of other plants do not age a cursor",
      async run({ subject, patienceMs }) {
        const cursor = await subject.cursor(testScope(), PLANT);
        await publish(subject, update(1));
        for (let n = 0; n < overflow; n++)
          await publish(subject, update(n, { plantId: testId(11) }));
        const iterator = subscribe(subject, { after: cursor });
        const event = await nextOf(iterator, patienceMs, "update 1");
        expect(event.update.powerW).toBe(1);
        expect(event.missed ?? false).toBe(false);
        await iterator.return?.();
      },
    },
    {
      name: "a cursor that is too old says so",
      async run({ subject, patienceMs }) {
        const cursor = await subject.cursor(testScope(), PLANT);
        for (let n = 0; n < overflow; n++) await publish(subject, update(n));
        await expectMissed(subject, cursor, patienceMs);
      },
    },
    {
      name: "a cursor that is unknown says so",
      async run({ subject, patienceMs }) {
        await publish(subject, update(1));
        for (const after of ["", "made up", "00000000.1", "💥"])
          await expectMissed(subject, after, patienceMs);
      },
    },
    {
      name: "a cursor of another plant or tenant shows nothing of it",
      async run({ subject, patienceMs }) {
        const theirs = await subject.cursor(testScope(2), PLANT);
        await subject.publish(testScope(2), [update(1)]);
        const iterator = subscribe(subject, { after: theirs });
        const next = nextOf(iterator, patienceMs, "the first event");
        await publish(subject, update(2));
        const { update: first } = await next;
        expect([2, null]).toContain(first.powerW);
        await iterator.return?.();
      },
    },
  ];
}
