import { HOUR_MS, type LinkStatus, MINUTE_MS } from "@solarmon/core";
import { describe, expect, test } from "vitest";
import { watchHouse } from "./watch-house.ts";

const NOON = "2026-06-01T10:00:00Z";
const start = Date.parse(NOON);

describe("a link", () => {
  test.each([
    ["link_needs_login", "critical", "needs_login", "the password was changed", 1],
    ["link_vendor_down", "warning", "unreachable", "no answer 3 times in a row", 30],
    ["link_quota_gone", "info", "waiting_for_quota", "the budget of the day is spent", 120],
    ["link_format_changed", "warning", "degraded", "site 1: vendor format changed: /p: gone", 1],
  ] as const)("%s is told of when it has lasted, and ends with it", async (...row) => {
    const [kind, severity, health, reason, minutes] = row;
    const house = await watchHouse(NOON);
    const id = await house.addLink([house.plant.id], { health: "ok", lastPolledAt: start });
    const hear = () => house.hear(house.devices); // by their own way: the plant is well
    await house.setLink(id, { health, reason });
    await house.watchUntil(start + (minutes - 1) * MINUTE_MS, hear);
    await expect(house.all()).resolves.toEqual([]);
    await house.watchUntil(start + minutes * MINUTE_MS, hear);
    await expect(house.open()).resolves.toMatchObject([
      {
        kind,
        severity,
        subject: { type: "link", id, name: "Roofs by solaredge" },
        plantId: house.plant.id,
        evidence: { since: start, values: { vendor: "solaredge", health, reason, plants: 1 } },
      },
    ]);
    await house.setLink(id, { health: "ok", reason: null, lastPolledAt: house.clock.now() });
    await house.watchUntil(house.clock.now() + 9 * MINUTE_MS, hear);
    await expect(house.open()).resolves.toHaveLength(1);
    await house.watchUntil(house.clock.now() + 2 * MINUTE_MS, hear);
    await expect(house.all()).resolves.toMatchObject([{ resolution: { how: "by_itself" } }]);
  });

  test("that is degraded for another reason, or new, alarms nobody", async () => {
    const house = await watchHouse(NOON);
    const id = await house.addLink([house.plant.id]);
    const hear = () => house.hear(house.devices);
    await house.watchUntil(start + HOUR_MS, hear);
    await house.setLink(id, { health: "degraded", reason: "site 1: not found" });
    await house.watchUntil(start + 2 * HOUR_MS, hear);
    await expect(house.all()).resolves.toEqual([]);
  });

  test("that asks seldom does not make its plants silent", async () => {
    const house = await watchHouse(NOON);
    const status: Partial<LinkStatus> = { health: "ok", lastPolledAt: start };
    const id = await house.addLink([house.plant.id], status);
    await house.hear(house.devices);
    await house.watchUntil(start + 4 * HOUR_MS, async (now) => {
      if ((now - start) % (2 * HOUR_MS) !== 0) return;
      await house.hear(house.devices);
      await house.setLink(id, { lastPolledAt: now });
    });
    await expect(house.all()).resolves.toEqual([]);
  });

  test("that asks and gets nothing makes its plant silent, one that asks no more does so later", async () => {
    for (const [isAsking, hours] of [
      [true, 1],
      [false, 5],
    ] as const) {
      const house = await watchHouse(NOON);
      const id = await house.addLink([house.plant.id], { health: "ok", lastPolledAt: start });
      await house.hear(house.devices);
      const ask = async (now: number): Promise<void> => {
        if (isAsking) await house.setLink(id, { lastPolledAt: now });
      };
      await house.watchUntil(start + hours * HOUR_MS - MINUTE_MS, ask);
      await expect(house.all()).resolves.toEqual([]);
      await house.watchUntil(start + hours * HOUR_MS, ask);
      await expect(house.open()).resolves.toMatchObject([{ subject: { type: "plant" } }]);
    }
  });

  test("that answers while all of its plants are silent is the cause, and hides them", async () => {
    const house = await watchHouse(NOON);
    const barn = await house.addPlant("Barn");
    const device = await house.addDevice(barn.id, "INV");
    const id = await house.addLink([house.plant.id, barn.id], { health: "ok" });
    const all = [...house.devices, device];
    const ask = async (now: number): Promise<void> => house.setLink(id, { lastPolledAt: now });
    await house.hear(all);
    await house.watchUntil(start + 2 * HOUR_MS, ask);
    const open = await house.open();
    const link = open.find(({ subject }) => subject.type === "link");
    expect(link).toMatchObject({
      kind: "communication_lost",
      plantId: null,
      foldedCount: 2,
      evidence: { values: { plants: 2, silentPlants: 2 } },
    });
    const plants = open.filter(({ subject }) => subject.type === "plant");
    expect(plants.map(({ parentId }) => parentId)).toEqual([link?.id, link?.id]);
    // one of them comes back: it was the link no more, and the other stands by itself
    await house.watchUntil(start + 3 * HOUR_MS, async (now) => {
      await ask(now);
      await house.hear([device]);
    });
    await expect(house.open()).resolves.toMatchObject([
      { subject: { id: house.plant.id }, parentId: null },
    ]);
  });

  test("that is down hides the plants that fall silent for it", async () => {
    const house = await watchHouse(NOON);
    const id = await house.addLink([house.plant.id], { health: "ok", lastPolledAt: start });
    await house.hear(house.devices);
    await house.setLink(id, { health: "unreachable" });
    await house.watchUntil(start + 6 * HOUR_MS);
    const [plant, link] = await house.open();
    expect(link).toMatchObject({ kind: "link_vendor_down", parentId: null, foldedCount: 1 });
    expect(plant).toMatchObject({ kind: "communication_lost", parentId: link?.id });
  });

  test("that is removed takes its alarm along", async () => {
    const house = await watchHouse(NOON);
    const id = await house.addLink([house.plant.id], { health: "needs_login" });
    const hear = () => house.hear(house.devices);
    await house.watchUntil(start + MINUTE_MS, hear);
    await house.links.forTenant(house.scope).removeLink(id);
    await house.watchUntil(start + 2 * MINUTE_MS, hear);
    await expect(house.all()).resolves.toMatchObject([{ resolution: { how: "subject_gone" } }]);
  });

  test("that brings the weather neither keeps a plant alive nor explains why it is silent", async () => {
    const house = await watchHouse(NOON);
    const sky = await house.addDevice(house.plant.id, "sky", "weather");
    const id = await house.addLink([house.plant.id], { health: "ok" }, "sky");
    await house.hear(house.devices);
    await house.watchUntil(start + HOUR_MS, async (now) => {
      await house.hear([sky]);
      await house.setLink(id, { lastPolledAt: now });
    });
    await house.setLink(id, { health: "unreachable" });
    await house.watchUntil(start + 2 * HOUR_MS);
    const open = await house.open();
    expect(open.map(({ kind, parentId }) => [kind, parentId])).toEqual([
      ["link_vendor_down", null],
      ["communication_lost", null],
    ]);
  });

  test("that brings the weather seldom makes no silent device of it, and hides it when it is down", async () => {
    const house = await watchHouse("2026-06-01T06:00:00Z");
    const begin = house.clock.now();
    const sky = await house.addDevice(house.plant.id, "sky", "weather");
    const id = await house.addLink([house.plant.id], { health: "ok" }, "sky");
    const ask = async (now: number): Promise<void> => {
      await house.hear(house.devices);
      if ((now - begin) % (3 * HOUR_MS) !== 0 || now > begin + 6 * HOUR_MS) return;
      await house.hear([sky]);
      await house.setLink(id, { lastPolledAt: now });
    };
    await house.watchUntil(begin + 7 * HOUR_MS, ask);
    await expect(house.all()).resolves.toEqual([]);
    await house.setLink(id, { health: "unreachable" });
    await house.watchUntil(begin + 12 * HOUR_MS, ask);
    const [device, link] = await house.open();
    expect(link).toMatchObject({ kind: "link_vendor_down", foldedCount: 1 });
    expect(device).toMatchObject({ subject: { id: sky.id }, parentId: link?.id });
  });
});
