import { type AlarmStore, HOUR_MS, systemClock, type TenantScope } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { MemoryLatestCache } from "@solarmon/core/memory";
import { envelope, reading } from "@solarmon/core/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  missingOwnPostgres,
  type OwnPostgres,
  startPostgres,
} from "../../../../scripts/services/postgres.ts";
import { openAlarmDuty } from "../../src/alarms/open-alarm-duty.ts";
import { dataPaths } from "../../src/folder/data-paths.ts";
import { openReads } from "../../src/services/open-reads.ts";
import { openRecords } from "../../src/services/open-records.ts";
import { readServices } from "../../src/services/read-services.ts";
import type { Records } from "../../src/services/records.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { migratedDatabase } from "./house.ts";

const warnings: string[] = [];
const PATIENCE = { timeout: 60_000, interval: 200 };

/** One of several processes that could watch. */
interface Watcher extends AsyncDisposable {
  /** How often it has looked. */
  readonly looks: () => number;
}

async function openWatcher(environment: Record<string, string>, dir: string): Promise<Watcher> {
  await using stack = new AsyncDisposableStack();
  const paths = dataPaths(dir);
  const services = { ...readServices(environment), kafka: { brokers: [], hasTls: false } };
  const records = stack.use(await openRecords(paths, services));
  let looks = 0;
  const alarms: AlarmStore = {
    forTenant: (scope) => records.alarms.forTenant(scope),
    apply: (changes) => records.alarms.apply(changes),
    standing() {
      looks += 1;
      return records.alarms.standing();
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  const duty = await openAlarmDuty({
    records: { ...records, alarms },
    reads: stack.use(await openReads(paths, records)),
    latest: new MemoryLatestCache(),
    clock: systemClock,
    services,
    warn: (message) => void warnings.push(message),
    everyMs: 100,
    limits: { holdMs: 0 },
  });
  stack.use(duty);
  const open = stack.move();
  return { looks: () => looks, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** A plant whose only device was last heard a day ago. */
async function makeSilent(records: Records) {
  const { catalog } = records;
  const scope = scopeOf((await catalog.addTenant("T")).id);
  const own = catalog.forTenant(scope);
  const unknown = { latitudeDeg: null, longitudeDeg: null, dcKwp: null, acKw: null };
  const plant = await own.addPlant({ name: "P", timeZone: "UTC", ...unknown, arrays: [] });
  const device = await own.addDevice({
    plantId: plant.id,
    parentId: null,
    name: "Inverter",
    kind: "inverter",
    ratedPowerW: null,
    intervalMs: null,
  });
  await hear(records, scope, Date.now() - 25 * HOUR_MS, device.id);
  return { scope, plantId: plant.id, deviceId: device.id };
}

/** The device sent something then. */
async function hear({ shared }: Records, scope: TenantScope, at: number, deviceId: string) {
  const one = reading({ acPower: 1 }, { deviceId, measuredAt: at });
  const head = { tenantId: scope.tenantId, receivedAt: at };
  await shared?.readings.forTenant(scope).append([envelope([one], head)]);
}

describe.skipIf(missingOwnPostgres())("on PostgreSQL", () => {
  let postgres: OwnPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.[Symbol.asyncDispose]());

  it("one of two processes watches, and when it ends the other goes on", async () => {
    await using folder = await temporaryFolder();
    const environment = await migratedDatabase(postgres, folder.path);
    const paths = dataPaths(folder.path);
    await using records = await openRecords(paths, readServices(environment));
    const { scope, plantId, deviceId } = await makeSilent(records);
    const listed = async () => (await records.alarms.forTenant(scope).list()).alarms;
    const watchers = [
      await openWatcher(environment, folder.path),
      await openWatcher(environment, folder.path),
    ];
    try {
      await expect
        .poll(listed, PATIENCE)
        .toMatchObject([{ kind: "communication_lost", subject: { id: plantId } }]);
      const first = watchers.findIndex(({ looks }) => looks() > 0);
      expect(watchers[1 - first]?.looks()).toBe(0);

      await hear(records, scope, Date.now(), deviceId);
      await watchers.splice(first, 1)[0]?.[Symbol.asyncDispose]();
      await expect.poll(listed, PATIENCE).toMatchObject([{ resolution: { how: "by_itself" } }]);
      expect(watchers[0]?.looks()).toBeGreaterThan(0);
      expect(warnings).toEqual([]);
    } finally {
      for (const watcher of watchers) await watcher[Symbol.asyncDispose]();
    }
  });
});
