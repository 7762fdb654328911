import { type Alarm, HOUR_MS, type LinkHealth, MINUTE_MS } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { watchHouse } from "./watch-house.ts";

const HEALTHS: readonly LinkHealth[] = [
  "ok",
  "degraded",
  "needs_login",
  "waiting_for_quota",
  "unreachable",
];

/** What holds for a stretch of time. */
const stretch = fc.record({
  minutes: fc.integer({ min: 1, max: 150 }),
  /** Which of the three devices are heard, and every how many minutes. */
  heard: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  everyMinutes: fc.integer({ min: 1, max: 30 }),
  health: fc.constantFrom(...HEALTHS),
  isRestarted: fc.boolean(),
  handResolved: fc.boolean(),
});
type Stretch = typeof stretch extends fc.Arbitrary<infer Value> ? Value : never;

/** Lives through the stretches and tells the alarms of it, without ids. */
async function live(stretches: readonly Stretch[], watchers: number, restarts: boolean) {
  const house = await watchHouse("2026-03-28T12:00:00Z", {}, watchers); // clocks change in the night
  const barn = await house.addPlant("Barn");
  const devices = [...house.devices, await house.addDevice(barn.id, "INV 3")];
  const linkId = await house.addLink([house.plant.id, barn.id]);
  for (const part of stretches) {
    await house.setLink(linkId, { health: part.health });
    if (restarts && part.isRestarted) house.restart();
    const end = house.clock.now() + part.minutes * MINUTE_MS;
    await house.watchUntil(end, async (now) => {
      if ((now / MINUTE_MS) % part.everyMinutes !== 0) return;
      await house.hear(devices.filter((_, index) => part.heard[index]));
      if (part.health === "ok") await house.setLink(linkId, { lastPolledAt: now });
    });
    await requireOrder(house);
    if (part.handResolved) await resolveOldest(house);
  }
  const all = await house.all();
  const names = new Map(all.map((alarm) => [alarm.id, nameOf(alarm)]));
  return inOrder(all).map(({ id: _id, tenantId: _tenant, subject, parentId, ...rest }) => {
    const parent = parentId === null ? null : names.get(parentId);
    return { ...rest, parent, plantId: null, subject: subject.name };
  });
}

function nameOf({ kind, subject }: Alarm): string {
  return `${kind} ${subject.name}`;
}

/** The oldest first; those of one instant by name, since ids are random. */
function inOrder(alarms: readonly Alarm[]): Alarm[] {
  return alarms.toSorted((a, b) => a.raisedAt - b.raisedAt || nameOf(a).localeCompare(nameOf(b)));
}

type House = Awaited<ReturnType<typeof watchHouse>>;

async function resolveOldest(house: House): Promise<void> {
  const [oldest] = inOrder(await house.open());
  if (oldest) await house.alarms.forTenant(house.scope).resolve(oldest.id, "ann", "known");
}

/** What no history may break. */
async function requireOrder(house: House): Promise<void> {
  const all = await house.all();
  const open = new Set(all.filter(({ resolvedAt }) => resolvedAt === null).map(({ id }) => id));
  const standing = all.filter(({ endedAt }) => endedAt === null);
  const keys = standing.map(({ kind, subject }) => `${kind} ${subject.type} ${subject.id}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { id, parentId, resolvedAt, raisedAt, evidence } of all) {
    if (resolvedAt === null && parentId !== null) expect(open.has(parentId)).toBe(true);
    expect(parentId).not.toBe(id);
    expect(resolvedAt ?? raisedAt).toBeGreaterThanOrEqual(raisedAt);
    expect(evidence.since).toBeLessThanOrEqual(raisedAt);
  }
}

test("whatever happens, one watcher, several at once and ones that start anew tell the same", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stretch, { minLength: 1, maxLength: 10 }), async (stretches) => {
      const alone = await live(stretches, 1, false);
      await expect(live(stretches, 1, true)).resolves.toEqual(alone);
      await expect(live(stretches, 2, true)).resolves.toEqual(alone);
    }),
    { numRuns: 15 },
  );
}, 60_000);

test("a device that is heard in time never has an alarm, at any hour of a day", async () => {
  const gap = fc.integer({ min: 1, max: 50 });
  await fc.assert(
    fc.asyncProperty(fc.array(gap, { minLength: 20, maxLength: 40 }), async (gaps) => {
      const house = await watchHouse("2026-10-24T20:00:00Z"); // clocks change in the night
      for (const minutes of gaps) {
        await house.hear(house.devices);
        await house.watchUntil(house.clock.now() + minutes * MINUTE_MS);
      }
      await expect(house.all()).resolves.toEqual([]);
    }),
    { numRuns: 15 },
  );
}, 60_000);

test("an alarm ends only after signs of life over the whole hold", async () => {
  const gap = fc.integer({ min: 1, max: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(gap, { minLength: 5, maxLength: 20 }), async (gaps) => {
      const house = await watchHouse("2026-06-01T08:00:00Z");
      await house.hear(house.devices);
      await house.watchUntil(house.clock.now() + HOUR_MS);
      const heard: number[] = [];
      for (const minutes of gaps) {
        await house.hear(house.devices);
        heard.push(house.clock.now());
        await house.watchUntil(house.clock.now() + minutes * MINUTE_MS);
      }
      const [alarm] = await house.all();
      const endedAt = alarm?.resolvedAt ?? null;
      if (endedAt === null) return;
      const before = heard.filter((at) => at <= endedAt);
      const last = before.at(-1) ?? 0;
      expect(before.some((at) => last - at >= 9 * MINUTE_MS)).toBe(true);
    }),
    { numRuns: 20 },
  );
}, 60_000);
