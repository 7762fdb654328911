import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import { describe, expect, test } from "vitest";
import { watchHouse } from "./watch-house.ts";

/** Noon of a summer's day in Madrid. */
const NOON = "2026-06-01T10:00:00Z";

describe("a plant that falls silent", () => {
  test("by day is told of after an hour, with why, and its alarm ends ten minutes after it is back", async () => {
    const house = await watchHouse(NOON);
    const start = house.clock.now();
    await house.hear(house.devices);
    await house.watchUntil(start + 59 * MINUTE_MS);
    await expect(house.all()).resolves.toEqual([]);
    await house.watchUntil(start + 90 * MINUTE_MS);
    const [alarm, ...more] = await house.open();
    expect(more).toEqual([]); // the plant's alarm says all: none of the devices has one
    expect(alarm).toMatchObject({
      kind: "communication_lost",
      severity: "critical",
      subject: { type: "plant", id: house.plant.id, name: "Roof" },
      plantId: house.plant.id,
      raisedAt: start + HOUR_MS,
      evidence: {
        since: start,
        values: { silentMs: HOUR_MS, devices: 2, dayStartAt: expect.any(Number) },
        threshold: { silentMs: HOUR_MS, light: "day" },
      },
    });
    const back = house.clock.now() + MINUTE_MS;
    await house.watchUntil(back + 9 * MINUTE_MS, () => house.hear(house.devices));
    await expect(house.open()).resolves.toMatchObject([{ clearSince: back }]);
    await house.watchUntil(back + 10 * MINUTE_MS, () => house.hear(house.devices));
    await expect(house.all()).resolves.toMatchObject([
      { id: alarm?.id, resolvedAt: back + 10 * MINUTE_MS, resolution: { how: "by_itself" } },
    ]);
  });

  test.each([24, 61])(
    "that flaps every %i minutes has one alarm until it stays",
    async (minutes) => {
      const house = await watchHouse("2026-06-01T06:30:00Z");
      await house.hear(house.devices);
      const start = house.clock.now();
      await house.watchUntil(start + 70 * MINUTE_MS);
      await house.watchUntil(start + 8 * HOUR_MS, async (now) => {
        if ((now - start) % (minutes * MINUTE_MS) === 0) await house.hear(house.devices);
      });
      await expect(house.all()).resolves.toMatchObject([{ resolvedAt: null }]);
      await house.watchUntil(start + 9 * HOUR_MS, () => house.hear(house.devices));
      await expect(house.all()).resolves.toMatchObject([{ resolution: { how: "by_itself" } }]);
    },
  );

  test("at night alarms nobody before 24 hours, and its night does not count for the morning", async () => {
    const house = await watchHouse("2026-06-01T19:00:00Z"); // half an hour before sunset there
    const start = house.clock.now();
    await house.hear(house.devices);
    await house.watchUntil(Date.parse("2026-06-02T06:00:00Z")); // sunrise was at 04:47
    await expect(house.all()).resolves.toEqual([]);
    await house.watchUntil(Date.parse("2026-06-02T06:30:00Z"));
    const [alarm] = await house.open();
    expect(alarm).toMatchObject({ evidence: { since: start, threshold: { light: "day" } } });
    const awake = Number(alarm?.evidence.values["dayStartAt"]);
    expect(alarm?.raisedAt).toBeGreaterThanOrEqual(awake + HOUR_MS);
    expect((alarm?.raisedAt ?? 0) - awake).toBeLessThan(HOUR_MS + MINUTE_MS);
  });

  test("keeps its alarm through the night", async () => {
    const house = await watchHouse("2026-06-01T16:00:00Z");
    await house.hear(house.devices);
    await house.watchUntil(Date.parse("2026-06-02T03:00:00Z"));
    await expect(house.open()).resolves.toMatchObject([{ clearSince: null }]);
  });

  test("without a place is told of after 24 hours, whatever the light", async () => {
    const house = await watchHouse(NOON);
    const nowhere = await house.addPlant("Nowhere", { latitudeDeg: null, longitudeDeg: null });
    const device = await house.addDevice(nowhere.id, "INV");
    const start = house.clock.now();
    await house.hear([device]);
    await house.watchUntil(start + DAY_MS - MINUTE_MS, () => house.hear(house.devices));
    await expect(house.all()).resolves.toEqual([]);
    await house.watchUntil(start + DAY_MS, () => house.hear(house.devices));
    await expect(house.open()).resolves.toMatchObject([
      { subject: { id: nowhere.id }, evidence: { threshold: { silentMs: DAY_MS, light: "any" } } },
    ]);
  });

  test("through a whole polar night is told of once", async () => {
    const house = await watchHouse("2025-12-01T12:00:00Z");
    const far = { timeZone: "Europe/Oslo", latitudeDeg: 69.6, longitudeDeg: 18.9 };
    const tromso = await house.addPlant("Tromsø", far);
    const device = await house.addDevice(tromso.id, "INV");
    const start = house.clock.now();
    await house.hear([device]);
    await house.watchUntil(start + 4 * DAY_MS, () => house.hear(house.devices));
    await expect(house.all()).resolves.toMatchObject([
      { subject: { id: tromso.id }, raisedAt: start + DAY_MS },
    ]);
  });
});

/** Whether an inverter in Madrid is awake, roughly: from half an hour after sunrise until half an hour before sunset. */
function isAwake(at: Instant, [rise, set]: readonly [string, string]): boolean {
  const day = new Date(at).toISOString().slice(0, 11);
  const [from, to] = [Date.parse(`${day}${rise}Z`), Date.parse(`${day}${set}Z`)];
  return at >= from + 30 * MINUTE_MS && at <= to - 30 * MINUTE_MS;
}

test.each([
  ["clocks go forward", "2026-03-28T00:00:00Z", ["06:07:00", "18:36:00"]],
  ["clocks go back", "2026-10-24T00:00:00Z", ["06:37:00", "17:21:00"]],
  ["the longest nights", "2025-12-20T00:00:00Z", ["07:34:00", "16:50:00"]],
  ["the shortest nights", "2026-06-20T00:00:00Z", ["04:45:00", "19:48:00"]],
] as const)("inverters that sleep at night alarm nobody: %s", async (_, start, sun) => {
  const house = await watchHouse(start);
  await house.hear(house.devices);
  await house.watchUntil(house.clock.now() + 3 * DAY_MS, async (now) => {
    if (isAwake(now, sun) && now % (5 * MINUTE_MS) === 0) await house.hear(house.devices);
  });
  await expect(house.all()).resolves.toEqual([]);
});

describe("a device", () => {
  test("that gives nothing while others do has an alarm of its own", async () => {
    const house = await watchHouse(NOON);
    const [alive, silent] = house.devices;
    const start = house.clock.now();
    await house.hear(house.devices);
    const hearOne = () => house.hear(alive ? [alive] : []);
    await house.watchUntil(start + 59 * MINUTE_MS, hearOne);
    await expect(house.all()).resolves.toEqual([]);
    await house.watchUntil(start + 2 * HOUR_MS, hearOne);
    await expect(house.all()).resolves.toMatchObject([
      {
        kind: "device_silent",
        subject: { type: "device", id: silent?.id, name: "INV 2" },
        plantId: house.plant.id,
        evidence: { values: { devices: 2, silentDevices: 1 } },
      },
    ]);
  });

  test("is hidden by its plant's alarm, and stands by itself when that has ended", async () => {
    const house = await watchHouse("2026-06-01T06:30:00Z");
    const [alive, silent] = house.devices;
    const start = house.clock.now();
    await house.hear(house.devices);
    const hearOne = () => house.hear(alive ? [alive] : []);
    await house.watchUntil(start + 2 * HOUR_MS, hearOne);
    await house.watchUntil(start + 4 * HOUR_MS); // now none of them
    const [plantAlarm, deviceAlarm] = await house.open();
    expect(plantAlarm).toMatchObject({
      kind: "communication_lost",
      parentId: null,
      foldedCount: 1,
    });
    expect(deviceAlarm).toMatchObject({ subject: { id: silent?.id }, parentId: plantAlarm?.id });
    await house.watchUntil(start + 5 * HOUR_MS, hearOne);
    await expect(house.open()).resolves.toMatchObject([{ id: deviceAlarm?.id, parentId: null }]);
    await expect(house.all()).resolves.toHaveLength(2);
  });

  test("that has never sent, or not for a month, is no news", async () => {
    const house = await watchHouse(NOON);
    await house.addDevice(house.plant.id, "never installed");
    const start = house.clock.now();
    await house.hear(house.devices);
    house.clock.advance(31 * DAY_MS);
    await house.watchUntil(start + 31 * DAY_MS + HOUR_MS);
    await expect(house.all()).resolves.toEqual([]);
    const [alive] = house.devices; // its neighbour was taken down long ago
    await house.watchUntil(start + 31 * DAY_MS + 3 * HOUR_MS, () =>
      house.hear(alive ? [alive] : []),
    );
    await expect(house.all()).resolves.toEqual([]);
  });

  test("whose clock is ahead is not thought to be alive for it", async () => {
    const house = await watchHouse(NOON);
    const start = house.clock.now();
    await house.hear(house.devices, 2 * HOUR_MS);
    await house.watchUntil(start + 61 * MINUTE_MS);
    await expect(house.open()).resolves.toMatchObject([{ evidence: { since: start } }]);
  });

  test("that was resolved by hand is not told of again until it was back and fell silent anew", async () => {
    const house = await watchHouse("2026-06-01T06:30:00Z");
    const [alive, silent] = house.devices;
    const start = house.clock.now();
    const hearOne = () => house.hear(alive ? [alive] : []);
    await house.hear(house.devices);
    await house.watchUntil(start + 70 * MINUTE_MS, hearOne);
    const [alarm] = await house.open();
    await house.alarms.forTenant(house.scope).resolve(alarm?.id ?? "", "ann", "taken down");
    await house.watchUntil(start + 4 * HOUR_MS, hearOne);
    await expect(house.open()).resolves.toEqual([]);
    await house.watchUntil(start + 5 * HOUR_MS, () => house.hear(house.devices));
    await expect(house.all()).resolves.toMatchObject([{ resolution: { how: "by_hand" } }]);
    await house.watchUntil(start + 7 * HOUR_MS, hearOne);
    await expect(house.open()).resolves.toMatchObject([{ subject: { id: silent?.id } }]);
    await expect(house.all()).resolves.toHaveLength(2);
  });
});
