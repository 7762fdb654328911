import { type Device, HOUR_MS, MINUTE_MS, type Plant, type TenantScope } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import {
  MemoryAlarmStore,
  MemoryCatalog,
  MemoryLatestCache,
  MemoryLinkStore,
  MemoryReadingStore,
} from "@solarmon/core/memory";
import { envelope, reading, VirtualClock } from "@solarmon/core/testing";
import { AlarmWatch } from "@solarmon/ingest/alarms";
import { expect, test } from "vitest";
import { MADRID } from "./watch-house.ts";

const NOON = Date.parse("2026-06-01T10:00:00Z");
const DEVICE = { parentId: null, kind: "inverter", ratedPowerW: null, intervalMs: null } as const;

interface Site {
  readonly scope: TenantScope;
  readonly plant: Plant;
  readonly devices: readonly Device[];
}

async function addSite(catalog: MemoryCatalog, name: string, devices: number): Promise<Site> {
  const scope = scopeOf((await catalog.addTenant(name)).id);
  const own = catalog.forTenant(scope);
  const plant = await own.addPlant({ name, ...MADRID, dcKwp: null, acKw: null, arrays: [] });
  const names = Array.from({ length: devices }, (_, index) => `INV ${index}`);
  const added = names.map((one) => own.addDevice({ ...DEVICE, plantId: plant.id, name: one }));
  return { scope, plant, devices: await Promise.all(added) };
}

/** Stores whose calls are counted, with a watch over them. */
async function fleet(tenants: number, devices: number) {
  const clock = new VirtualClock(NOON);
  const catalog = new MemoryCatalog({ clock });
  const sites: Site[] = [];
  for (let n = 0; n < tenants; n += 1) sites.push(await addSite(catalog, `Tenant ${n}`, devices));
  const cache = new MemoryLatestCache();
  const store = new MemoryReadingStore();
  const alarms = new MemoryAlarmStore({ catalog, clock });
  const calls = { cache: 0, store: 0 };
  const failing = new Set<string>();
  const errors: string[] = [];
  const watch = new AlarmWatch({
    catalog,
    alarms,
    clock,
    links: new MemoryLinkStore({ catalog, clock }),
    latest: {
      async get(scope, ids) {
        calls.cache += 1;
        if (failing.has(scope.tenantId)) throw new TypeError("away");
        return await cache.get(scope, ids);
      },
    },
    readings: {
      forTenant(scope) {
        calls.store += 1;
        return store.forTenant(scope);
      },
    },
    onError: (tenantId, error) => errors.push(`${tenantId} ${String(error)}`),
  });
  /** What the processor would have stored of now. */
  const keep = async ({ scope, plant, devices: own }: Site): Promise<void> => {
    const measuredAt = clock.now();
    const readings = own.map(({ id }) => reading({ acPower: 1 }, { deviceId: id, measuredAt }));
    const head = { tenantId: scope.tenantId, plantId: plant.id, receivedAt: measuredAt };
    await store.forTenant(scope).append([envelope(readings, head)]);
  };
  return { clock, sites, alarms, calls, failing, errors, watch, keep };
}

test("a pass asks a call or two a tenant, however many devices there are", async () => {
  const { watch, calls, clock } = await fleet(2, 1_000);
  await expect(watch.pass()).resolves.toEqual({ tenants: 2, devices: 2_000, raised: 0, ended: 0 });
  expect(calls).toEqual({ cache: 2, store: 2 });
  for (let minute = 0; minute < 4; minute += 1) {
    clock.advance(MINUTE_MS);
    await watch.pass();
  }
  expect(calls).toEqual({ cache: 10, store: 2 });
});

test("what the cache does not hold is looked up in the store: no false alarm after a restart", async () => {
  const { watch, alarms, keep, sites, clock } = await fleet(1, 3);
  const [site] = sites;
  if (!site) throw new TypeError("one was made");
  for (let minute = 0; minute < 130; minute += 1) {
    if (minute % 10 === 0) await keep(site);
    await watch.pass();
    clock.advance(MINUTE_MS);
  }
  const own = alarms.forTenant(site.scope);
  await expect(own.list()).resolves.toMatchObject({ alarms: [] });
  for (let minute = 0; minute < 70; minute += 1) {
    clock.advance(MINUTE_MS);
    await watch.pass();
  }
  await expect(own.list()).resolves.toMatchObject({ alarms: [{ kind: "communication_lost" }] });
});

test("a tenant that cannot be looked at keeps its alarms as they are, and others are watched", async () => {
  const { watch, alarms, keep, sites, clock, failing, errors } = await fleet(2, 1);
  const [one, other] = sites;
  if (!one || !other) throw new TypeError("two were made");
  await keep(one);
  await watch.pass();
  clock.advance(HOUR_MS);
  await watch.pass();
  await keep(other);
  failing.add(one.scope.tenantId);
  for (let minute = 0; minute < 70; minute += 1) {
    clock.advance(MINUTE_MS);
    await watch.pass();
  }
  expect(errors).toContain(`${one.scope.tenantId} TypeError: away`);
  for (const { scope, plant } of sites) {
    const { alarms: listed } = await alarms.forTenant(scope).list({ isOpen: true });
    expect(listed).toMatchObject([{ subject: { id: plant.id }, clearSince: null }]);
  }
});
