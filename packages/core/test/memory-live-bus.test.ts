import type { LiveBus, LiveEvent, PlantUpdate } from "@solarmon/core";
import { MemoryLiveBus } from "@solarmon/core/memory";
import { latestReading, TEST_DAY, testId, testScope } from "@solarmon/core/testing";
import { describe, expect, test } from "vitest";

const scope = testScope();

function update(n: number, plant = 10, devices: readonly number[] = [100]): PlantUpdate {
  const measuredAt = TEST_DAY + n;
  return {
    plantId: testId(plant),
    measuredAt,
    powerW: n,
    devices: devices.map((device) =>
      latestReading({ acPower: n }, { deviceId: testId(device), measuredAt }),
    ),
  };
}

function subscribe(bus: LiveBus, after?: string, plant = 10): AsyncIterator<LiveEvent> {
  const subscription = { plantId: testId(plant), ...(after === undefined ? {} : { after }) };
  return bus.subscribe(scope, subscription)[Symbol.asyncIterator]();
}

async function nextEvents(iterator: AsyncIterator<LiveEvent>, count: number): Promise<LiveEvent[]> {
  const events: LiveEvent[] = [];
  for (let n = 0; n < count; n++) events.push((await iterator.next()).value);
  return events;
}

function powersOf(events: readonly LiveEvent[]): (number | null)[] {
  return events.map((event) => event.update.powerW);
}

describe("a cursor", () => {
  test("of an earlier process is missed, and says so at once", async () => {
    const earlier = await new MemoryLiveBus().cursor(scope, testId(10));
    const bus = new MemoryLiveBus();
    const [event] = await nextEvents(subscribe(bus, earlier), 1);
    expect(event).toMatchObject({ missed: true, update: { plantId: testId(10), devices: [] } });
  });

  test("that says missed gives what is known, and a cursor to go on from", async () => {
    const bus = new MemoryLiveBus();
    await bus.cursor(scope, testId(10)); // somebody watches
    await bus.publish(scope, [update(1, 10, [100]), update(2, 10, [101])]);
    const [missed] = await nextEvents(subscribe(bus, "unknown"), 1);
    expect(missed).toMatchObject({ missed: true, update: { powerW: 2 } });
    expect(missed?.update.devices.map(({ deviceId }) => deviceId)).toEqual([
      testId(100),
      testId(101),
    ]);
    await bus.publish(scope, [update(3)]);
    const [next] = await nextEvents(subscribe(bus, missed?.cursor), 1);
    expect(next).toMatchObject({ update: { powerW: 3 } });
    expect(next).not.toHaveProperty("missed");
  });

  test("from the future, or with junk behind it, is unknown", async () => {
    const bus = new MemoryLiveBus();
    const cursor = await bus.cursor(scope, testId(10));
    const junk = [
      `${cursor}000`,
      `${cursor}7`,
      `${cursor}.5`,
      cursor.replace(".", ".-"),
      ` ${cursor}`,
    ];
    for (const after of [...junk, `${cursor}e9`, cursor.replace(".0", ".NaN")]) {
      const [event] = await nextEvents(subscribe(bus, after), 1);
      expect([after, event?.missed]).toEqual([after, true]);
    }
  });

  test("gives what was missed one by one, even when that is a lot", async () => {
    const bus = new MemoryLiveBus({ maxLag: 4 });
    const cursor = await bus.cursor(scope, testId(10));
    for (let n = 0; n < 100; n++) await bus.publish(scope, [update(n)]);
    const events = await nextEvents(subscribe(bus, cursor), 100);
    expect(powersOf(events)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  test("is too old once its plant has had more updates than are kept", async () => {
    const bus = new MemoryLiveBus({ maxUpdatesPerPlant: 5 });
    const cursor = await bus.cursor(scope, testId(10));
    for (let n = 1; n <= 5; n++) await bus.publish(scope, [update(n)]);
    const [first] = await nextEvents(subscribe(bus, cursor), 1);
    expect(first).toMatchObject({ update: { powerW: 1 } });
    await bus.publish(scope, [update(6)]);
    const [missed] = await nextEvents(subscribe(bus, cursor), 1);
    expect(missed).toMatchObject({ missed: true });
  });
});

describe("memory", () => {
  test("is bounded by readings of a plant, too", async () => {
    const bus = new MemoryLiveBus({ maxReadingsPerPlant: 10 });
    const cursor = await bus.cursor(scope, testId(10));
    const devices = [1, 2, 3, 4];
    for (let n = 1; n <= 3; n++) await bus.publish(scope, [update(n, 10, devices)]);
    const [event] = await nextEvents(subscribe(bus, cursor), 1);
    expect(event).toMatchObject({ missed: true });
  });

  test("is bounded over all plants: those nobody watches any more go first", async () => {
    const bus = new MemoryLiveBus({ maxReadings: 10 });
    const idle = await bus.cursor(scope, testId(11));
    const watched = subscribe(bus, undefined, 10);
    const first = watched.next();
    for (let n = 1; n <= 6; n++) await bus.publish(scope, [update(n, 11), update(n, 10)]);
    expect((await first).value).toMatchObject({ update: { powerW: 1 } });
    const [event] = await nextEvents(subscribe(bus, idle, 11), 1);
    expect(event).toMatchObject({ missed: true });
    await expect(nextEvents(watched, 5).then(powersOf)).resolves.toEqual([2, 3, 4, 5, 6]);
  });

  test("is bounded in plants that were looked at once", async () => {
    const bus = new MemoryLiveBus({ maxPlants: 2 });
    const cursors = [];
    for (const plant of [10, 11, 12]) cursors.push(await bus.cursor(scope, testId(plant)));
    await bus.publish(scope, [update(1, 10), update(2, 12)]);
    const [dropped] = await nextEvents(subscribe(bus, cursors[0], 10), 1);
    expect(dropped).toMatchObject({ missed: true });
    const [kept] = await nextEvents(subscribe(bus, cursors[2], 12), 1);
    expect(kept).toMatchObject({ update: { powerW: 2 } });
  });

  test("keeps no large buffer alive of which a reading is a view", async () => {
    const bus = new MemoryLiveBus();
    const iterator = subscribe(bus);
    const [device] = update(1).devices;
    const large = new Uint8Array(1_000_000);
    large.set(device?.packed ?? [], 500);
    const packed = large.subarray(500, 500 + (device?.packed.length ?? 0));
    await bus.publish(scope, [{ ...update(1), devices: device ? [{ ...device, packed }] : [] }]);
    const [event] = await nextEvents(iterator, 1);
    expect(event?.update.devices[0]?.packed).toEqual(device?.packed);
    expect(event?.update.devices[0]?.packed.buffer.byteLength).toBe(packed.length);
  });
});

describe("a slow subscriber", () => {
  test("gets one update for all it lags behind", async () => {
    const bus = new MemoryLiveBus({ maxLag: 4 });
    const iterator = subscribe(bus);
    for (let n = 1; n <= 4; n++) await bus.publish(scope, [update(n)]);
    await expect(nextEvents(iterator, 1).then(powersOf)).resolves.toEqual([1]);
    for (let n = 5; n <= 20; n++) await bus.publish(scope, [update(n, 10, [100 + (n % 2)])]);
    const [event] = await nextEvents(iterator, 1);
    const devices = event?.update.devices.map(({ deviceId, measuredAt }) => [deviceId, measuredAt]);
    expect(event).toMatchObject({ update: { powerW: 20, measuredAt: TEST_DAY + 20 } });
    expect(devices).toEqual([
      [testId(100), TEST_DAY + 20],
      [testId(101), TEST_DAY + 19],
    ]);
    await bus.publish(scope, [update(21)]);
    await expect(nextEvents(iterator, 1).then(powersOf)).resolves.toEqual([21]);
  });

  test("gets the newest of a device by measured time, not by arrival", async () => {
    const bus = new MemoryLiveBus({ maxLag: 1 });
    const iterator = subscribe(bus);
    for (const n of [5, 9, 7]) await bus.publish(scope, [update(n)]);
    const [event] = await nextEvents(iterator, 1);
    expect(event?.update.devices.map(({ measuredAt }) => measuredAt)).toEqual([TEST_DAY + 9]);
  });

  test("does not slow the others", async () => {
    const bus = new MemoryLiveBus({ maxUpdatesPerPlant: 4, maxLag: 2 });
    const slow = subscribe(bus);
    const quick = subscribe(bus);
    for (let n = 1; n <= 50; n++) {
      await bus.publish(scope, [update(n)]);
      await expect(nextEvents(quick, 1).then(powersOf)).resolves.toEqual([n]);
    }
    await expect(nextEvents(slow, 1).then(powersOf)).resolves.toEqual([50]);
  });
});

test("a subscription that is left ends, and others go on", async () => {
  const bus = new MemoryLiveBus();
  const [left, stays] = [subscribe(bus), subscribe(bus)];
  await bus.publish(scope, [update(1)]);
  await nextEvents(left, 1);
  await left.return?.();
  await expect(left.next()).resolves.toMatchObject({ done: true });
  await expect(nextEvents(stays, 1).then(powersOf)).resolves.toEqual([1]);
});
