import { expect } from "vitest";
import type { LiveBus, PlantUpdate } from "../../ports/live-bus.ts";
import { unpackValues } from "../../packed-values.ts";
import { testId, testScope } from "../builders.ts";
import type { Law } from "../law.ts";
import { nextOf, within } from "../waiting.ts";
import { nextPower, PLANT, publish, subscribe, update } from "./subject.ts";

function powersByDevice({ devices }: PlantUpdate): [string, unknown][] {
  return devices.map(({ deviceId, packed }) => [deviceId, unpackValues(packed)["acPower"]]);
}

/** What subscribers get. @param overflow - more updates than the bus keeps */
export function deliveryLaws(overflow: number): readonly Law<LiveBus>[] {
  return [
    {
      name: "a subscriber gets updates in order, whole",
      async run({ subject, patienceMs }) {
        const iterator = subscribe(subject);
        for (let n = 0; n < 10; n++) {
          const next = nextOf(iterator, patienceMs, `update ${n}`);
          await publish(subject, update(n));
          await expect(next).resolves.toMatchObject({ update: update(n) });
        }
        await iterator.return?.();
      },
    },
    {
      name: "a subscription begins at the call, not at the first read",
      async run({ subject, patienceMs }) {
        await publish(subject, update(1));
        const iterator = subscribe(subject);
        await publish(subject, update(2));
        await expect(within(patienceMs, "update 2", nextPower(iterator))).resolves.toBe(2);
        await iterator.return?.();
      },
    },
    {
      name: "every subscriber gets every update",
      async run({ subject, patienceMs }) {
        const iterators = [1, 2, 3].map(() => subscribe(subject));
        await publish(subject, update(1), update(2));
        for (const iterator of iterators) {
          await expect(within(patienceMs, "update 1", nextPower(iterator))).resolves.toBe(1);
          await expect(within(patienceMs, "update 2", nextPower(iterator))).resolves.toBe(2);
          await iterator.return?.();
        }
      },
    },
    {
      name: "plants and tenants never mix",
      async run({ subject, patienceMs }) {
        const ours = subscribe(subject);
        const next = nextOf(ours, patienceMs, "our update");
        await publish(subject, update(1, { plantId: testId(11) }));
        await subject.publish(testScope(2), [update(2)]); // the same plant id, another tenant
        await publish(subject, update(3));
        await expect(next).resolves.toMatchObject({ update: { plantId: PLANT, powerW: 3 } });
        await ours.return?.();
      },
    },
    {
      name: "bytes the publisher changes later stay as they were published",
      async run({ subject, patienceMs }) {
        const iterator = subscribe(subject);
        const given = update(1);
        await publish(subject, given);
        given.devices[0]?.packed.fill(0);
        const event = await nextOf(iterator, patienceMs, "the update");
        expect(powersByDevice(event.update)).toEqual([[testId(100), 1]]);
        await iterator.return?.();
      },
    },
    {
      name: "a slow reader gets the newest of every device, in fewer events",
      async run({ subject, patienceMs }) {
        const iterator = subscribe(subject);
        const quiet = testId(105);
        await publish(subject, update(0, { deviceId: quiet })); // must not be lost below what follows
        for (let n = 1; n <= overflow; n++)
          await publish(subject, update(n, { deviceId: testId(100 + (n % 5)) }));
        const newest = new Map<string, unknown>();
        let events = 0;
        let power: number | null = null;
        while (power !== overflow) {
          const event = await nextOf(iterator, patienceMs, "the newest update");
          events += 1;
          power = event.update.powerW;
          for (const [device, value] of powersByDevice(event.update)) newest.set(device, value);
        }
        expect(events).toBeLessThan(overflow);
        const last = [0, 1, 2, 3, 4].map((back) => overflow - back);
        const expected = last.map((n): [string, number] => [testId(100 + (n % 5)), n]);
        expect(newest).toEqual(new Map<string, unknown>([...expected, [quiet, 0]]));
        await iterator.return?.();
      },
    },
    {
      name: "a signal ends a subscription that waits",
      async run({ subject, patienceMs }) {
        const stop = new AbortController();
        const iterator = subscribe(subject, { signal: stop.signal });
        const next = iterator.next();
        stop.abort();
        await expect(within(patienceMs, "the end", next)).resolves.toMatchObject({ done: true });
      },
    },
  ];
}
