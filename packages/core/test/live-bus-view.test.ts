import type { Id, LiveCursor, LiveEvent, PlantUpdate } from "@solarmon/core";
import { MemoryLiveBus } from "@solarmon/core/memory";
import { latestReading, testId, testScope } from "@solarmon/core/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const scope = testScope();
const PLANT = testId(10);

/** A live page: shows a snapshot and what events change of it, and goes on by cursor after a break. */
class Page {
  readonly shown = new Map<Id, number>();
  cursor: LiveCursor;
  readonly #bus: MemoryLiveBus;
  #events: AsyncIterator<LiveEvent>;

  constructor(bus: MemoryLiveBus, cursor: LiveCursor) {
    this.#bus = bus;
    this.cursor = cursor;
    this.#events = this.#subscribe();
  }

  #subscribe(): AsyncIterator<LiveEvent> {
    const subscription = { plantId: PLANT, after: this.cursor };
    return this.#bus.subscribe(scope, subscription)[Symbol.asyncIterator]();
  }

  async readOne(truth: ReadonlyMap<Id, number>): Promise<void> {
    const { value } = await this.#events.next();
    const { cursor, update, missed }: LiveEvent = value;
    if (missed === true) for (const [id, at] of truth) this.shown.set(id, at);
    for (const { deviceId, measuredAt } of update.devices) this.shown.set(deviceId, measuredAt);
    this.cursor = cursor;
  }

  async reconnect(): Promise<void> {
    await this.#events.return?.();
    this.#events = this.#subscribe();
  }
}

type Act = { readonly act: "read" | "reconnect" } | { readonly act: "publish"; device: number };

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant("publish" as const), device: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("read" as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("reconnect" as const) }) },
);

function updateOf(device: number, measuredAt: number): PlantUpdate {
  const reading = latestReading({ acPower: 1 }, { deviceId: testId(device), measuredAt });
  return { plantId: PLANT, measuredAt, powerW: null, devices: [reading] };
}

async function play(acts: readonly Act[]): Promise<void> {
  const bus = new MemoryLiveBus({ maxUpdatesPerPlant: 6, maxLag: 3 });
  const truth = new Map<Id, number>();
  const page = new Page(bus, await bus.cursor(scope, PLANT));
  const isBehind = async (): Promise<boolean> => page.cursor !== (await bus.cursor(scope, PLANT));
  for (const [time, act] of acts.entries()) {
    if (act.act === "reconnect") await page.reconnect();
    else if (act.act === "publish") {
      truth.set(testId(act.device), time);
      await bus.publish(scope, [updateOf(act.device, time)]);
    } else if (await isBehind()) await page.readOne(truth);
  }
  while (await isBehind()) await page.readOne(truth);
  expect(page.shown).toEqual(truth);
}

test("a page shows the newest of every device, however slow it reads and whenever it breaks off", async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyAct, { maxLength: 60 }), play), { numRuns: 300 });
});
