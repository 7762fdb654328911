import type { Id, TenantScope } from "@solarmon/core";
import { newId } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { MemoryLiveBus } from "@solarmon/core/memory";
import type { History } from "@solarmon/ingest";
import { expect, test } from "vitest";
import { abortable } from "../src/graphql/abortable.ts";
import {
  plantLiveEvents,
  plantPowerEvents,
  type PlantLiveSource,
} from "../src/graphql/plant-live.ts";
import { historyWith, latestReading, plantUpdate } from "./support/stand-ins.ts";

/** A plant whose processor writes the state first and tells of it afterwards. */
class Plant {
  readonly id: Id = newId();
  readonly deviceId: Id = newId();
  readonly scope: TenantScope = scopeOf(newId());
  readonly live: MemoryLiveBus;
  readonly history: History;
  stored = 0;
  whileReading: () => Promise<void> = async () => {};

  constructor(live = new MemoryLiveBus({ maxUpdatesPerPlant: 5, maxLag: 100 })) {
    this.live = live;
    this.history = historyWith({
      plantLive: async () => {
        const powerW = this.stored;
        await this.whileReading();
        return powerW === 0 ? undefined : this.update(powerW);
      },
    });
  }

  update(powerW: number) {
    return plantUpdate(this.id, latestReading(this.deviceId, powerW, powerW), powerW);
  }

  async measure(powerW: number): Promise<void> {
    this.stored = powerW;
    await this.live.publish(this.scope, [this.update(powerW)]);
  }

  watch(after?: string): AsyncGenerator<PlantLiveSource, void, void> {
    const { id: plantId, live, history, scope } = this;
    return abortable(
      (signal) => plantLiveEvents({ live, history }, scope, { plantId, after }, signal),
      {
        signal: new AbortController().signal,
        dispose: () => {},
      },
    );
  }
}

async function next(events: AsyncGenerator<PlantLiveSource, void, void>): Promise<PlantLiveSource> {
  const { value } = await events.next();
  if (!value) throw new Error("the events ended");
  return value;
}

test("a change while the snapshot is read is not lost", async () => {
  const plant = new Plant();
  await plant.measure(1);
  let changed = false;
  plant.whileReading = async () => {
    if (!changed) await plant.measure(2);
    changed = true;
  };
  const events = plant.watch();
  expect(await next(events)).toMatchObject({ snapshot: true, power: 1 });
  expect(await next(events)).toMatchObject({ snapshot: false, power: 2 });
  await events.return();
});

test("from a cursor it goes on with what was missed, in order, each once", async () => {
  const plant = new Plant();
  const events = plant.watch();
  await next(events);
  await plant.measure(1);
  const { cursor } = await next(events);
  await events.return();
  await plant.measure(2);
  await plant.measure(3);
  const resumed = plant.watch(cursor);
  expect(await next(resumed)).toMatchObject({ snapshot: false, power: 2 });
  await plant.measure(4);
  expect(await next(resumed)).toMatchObject({ snapshot: false, power: 3 });
  expect(await next(resumed)).toMatchObject({ snapshot: false, power: 4 });
  await resumed.return();
});

test("a cursor of before a restart, one that is too old, and an invented one give a snapshot", async () => {
  const before = new Plant();
  const old = await before.live.cursor(before.scope, before.id);
  for (const cursor of [old, "invented", "", "__proto__"]) {
    const plant = new Plant();
    await plant.measure(7);
    const events = plant.watch(cursor);
    expect(await next(events)).toMatchObject({ snapshot: true, power: 7 });
    await plant.measure(8);
    const later = await next(events);
    expect(later.power).toBe(8);
    await events.return();
  }
  const plant = new Plant();
  const early = await plant.live.cursor(plant.scope, plant.id);
  for (let powerW = 1; powerW <= 20; powerW++) await plant.measure(powerW);
  const events = plant.watch(early);
  expect(await next(events)).toMatchObject({ snapshot: true, power: 20 });
  await events.return();
});

test("when nothing was missed a snapshot says so", async () => {
  const plant = new Plant();
  await plant.measure(5);
  const events = plant.watch(await plant.live.cursor(plant.scope, plant.id));
  expect(await next(events)).toMatchObject({ snapshot: true, power: 5 });
  await plant.measure(6);
  expect(await next(events)).toMatchObject({ snapshot: false, power: 6 });
  await events.return();
});

test("it can be ended while it waits", async () => {
  const plant = new Plant();
  const events = plant.watch();
  await next(events);
  const waiting = events.next();
  await events.return();
  expect(await waiting).toEqual({ done: true, value: undefined });
});

test("power that is unknown is left out of onPlantUpdate", async () => {
  const plant = new Plant();
  const stop = new AbortController();
  const events = plantPowerEvents(plant, plant.scope, plant.id, stop.signal);
  const first = events.next();
  const unknown = { ...plant.update(1), powerW: null };
  await plant.live.publish(plant.scope, [unknown, { ...plant.update(9), powerW: 0 }]);
  expect((await first).value).toMatchObject({ power: 0, expectedPower: null });
  stop.abort();
  expect((await events.next()).done).toBe(true);
});
