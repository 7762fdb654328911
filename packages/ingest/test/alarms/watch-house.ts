import {
  type Alarm,
  type Device,
  type Id,
  type Instant,
  type LinkStatus,
  MINUTE_MS,
  NEW_LINK_STATUS,
  packValues,
  type Plant,
  type TenantScope,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import {
  MemoryAlarmStore,
  MemoryCatalog,
  MemoryLatestCache,
  MemoryLinkStore,
  MemoryReadingStore,
} from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { type AlarmLimits, AlarmWatch } from "@solarmon/ingest/alarms";

/** Plants and their watch on a clock of their own, which goes on minute by minute. */
export interface WatchHouse {
  readonly clock: VirtualClock;
  readonly alarms: MemoryAlarmStore;
  readonly links: MemoryLinkStore;
  readonly scope: TenantScope;
  readonly plant: Plant;
  readonly devices: readonly Device[];
  addPlant(name: string, place?: Partial<Plant>): Promise<Plant>;
  addDevice(plantId: Id, name: string, kind?: Device["kind"]): Promise<Device>;
  addLink(plantIds: readonly Id[], status?: Partial<LinkStatus>, vendor?: string): Promise<Id>;
  setLink(id: Id, status: Partial<LinkStatus>): Promise<void>;
  /** A reading of each of them now, by their own clock `aheadMs` from ours. */
  hear(devices: readonly Device[], aheadMs?: number): Promise<void>;
  /** Passes until that time, a minute apart; before each, `each` is done. */
  watchUntil(end: Instant, each?: (now: Instant) => Promise<void>): Promise<void>;
  pass(): Promise<void>;
  /** The watch forgets all, as if its process had been started anew. */
  restart(): void;
  open(): Promise<readonly Alarm[]>;
  /** Newest first. */
  all(): Promise<readonly Alarm[]>;
}

export const MADRID = { timeZone: "Europe/Madrid", latitudeDeg: 40.4, longitudeDeg: -3.7 };

/** A house with one tenant, one plant in Madrid and two inverters, and so many watchers at once. */
export async function watchHouse(
  start: string,
  limits: Partial<AlarmLimits> = {},
  watchers = 1,
): Promise<WatchHouse> {
  const clock = new VirtualClock(Date.parse(start));
  const catalog = new MemoryCatalog({ clock });
  const latest = new MemoryLatestCache();
  const readings = new MemoryReadingStore();
  const links = new MemoryLinkStore({ catalog, clock });
  const alarms = new MemoryAlarmStore({ catalog, clock });
  const scope = scopeOf((await catalog.addTenant("Acme")).id);
  const own = catalog.forTenant(scope);
  const newWatch = (): AlarmWatch =>
    new AlarmWatch({
      catalog,
      latest,
      readings,
      links,
      alarms,
      clock,
      limits,
      isForWeather: ({ vendor }) => vendor === "sky",
      onError(_, error) {
        throw error;
      },
    });
  const newWatches = (): AlarmWatch[] => Array.from({ length: watchers }, newWatch);
  let watches = newWatches();

  const addPlant: WatchHouse["addPlant"] = (name, place = {}) =>
    own.addPlant({ name, ...MADRID, dcKwp: null, acKw: null, arrays: [], ...place });
  const addDevice: WatchHouse["addDevice"] = (plantId, name, kind = "inverter") =>
    own.addDevice({
      plantId,
      name,
      parentId: null,
      kind,
      ratedPowerW: null,
      intervalMs: 5 * MINUTE_MS,
    });
  const pass = async (): Promise<void> =>
    void (await Promise.all(watches.map((watch) => watch.pass())));
  const plant = await addPlant("Roof");
  const devices = [await addDevice(plant.id, "INV 1"), await addDevice(plant.id, "INV 2")];
  return {
    clock,
    alarms,
    links,
    scope,
    plant,
    devices,
    addPlant,
    addDevice,
    pass,
    async addLink(plantIds, status = {}, vendor = "solaredge") {
      const sites = plantIds.map((plantId, index) => ({ key: String(index), plantId }));
      const given = { vendor, name: `Roofs by ${vendor}`, settings: {}, sites };
      const { id } = await links.forTenant(scope).addLink(given);
      await links.saveStatus(new Map([[id, { ...NEW_LINK_STATUS, ...status }]]));
      return id;
    },
    async setLink(id, status) {
      const link = await links.forTenant(scope).link(id);
      await links.saveStatus(new Map([[id, { ...(link?.status ?? NEW_LINK_STATUS), ...status }]]));
    },
    async hear(of, aheadMs = 0) {
      const receivedAt = clock.now();
      const packed = packValues({ acPower: 1_000 });
      const head = { measuredAt: receivedAt + aheadMs, receivedAt, packed };
      await latest.put(
        scope,
        of.map(({ id }) => ({ ...head, deviceId: id })),
      );
    },
    async watchUntil(end, each = async () => undefined) {
      while (clock.now() < end) {
        clock.advance(MINUTE_MS);
        await each(clock.now());
        await pass();
      }
    },
    restart() {
      watches = newWatches();
    },
    async open() {
      return (await alarms.forTenant(scope).list({ isOpen: true })).alarms;
    },
    async all() {
      return (await alarms.forTenant(scope).list()).alarms;
    },
  };
}
