import {
  type Device,
  type Id,
  type Instant,
  type LatestReading,
  MINUTE_MS,
  PackedCursor,
  type Plant,
  type PlantUpdate,
  pointByName,
} from "@solarmon/core";
import { producersOf } from "./producers.ts";

/** A reading counts as fresh for so long, or for three of its device's intervals. */
const FRESH_MS = 15 * MINUTE_MS;
const FRESH_INTERVALS = 3;
const AC_POWER = pointByName("acPower")?.code;

interface Power {
  measuredAt: Instant;
  powerW: number | null;
}

/** Age up to which a device's reading counts for the power of its plant [ms]. */
export function freshnessMs(device: Pick<Device, "intervalMs">): number {
  return Math.max(FRESH_MS, (device.intervalMs ?? 0) * FRESH_INTERVALS);
}

const cursor = new PackedCursor();

/** AC power [W] in packed values: `null` if it is missing, `undefined` if they do not speak of it. */
export function packedPowerW(packed: Uint8Array): number | null | undefined {
  cursor.reset(packed);
  while (cursor.next())
    if (cursor.code === AC_POWER) return Number.isNaN(cursor.value) ? null : cursor.value;
  return undefined;
}

/** What the processor knows of a plant: its catalogue entry and the newest power of each device. */
export class PlantState {
  readonly plant: Plant;
  readonly devices: ReadonlyMap<Id, Device>;
  readonly loadedAt: Instant;
  readonly #producers: ReadonlyMap<Id, Device>;
  readonly #power: Map<Id, Power>;
  readonly #changed = new Map<Id, LatestReading>();
  #newestAt: Instant;

  constructor(plant: Plant, devices: readonly Device[], loadedAt: Instant, before?: PlantState) {
    this.plant = plant;
    this.devices = byId(devices);
    this.#producers = byId(producersOf(devices));
    this.loadedAt = loadedAt;
    this.#power = before ? before.#power : new Map();
    this.#newestAt = before ? before.#newestAt : Number.NEGATIVE_INFINITY;
  }

  /** Takes a device's newest reading without telling anyone. */
  note(reading: LatestReading): void {
    if (reading.measuredAt > this.#newestAt) this.#newestAt = reading.measuredAt;
    const powerW = packedPowerW(reading.packed);
    if (powerW === undefined) return;
    const known = this.#power.get(reading.deviceId);
    if (known && known.measuredAt > reading.measuredAt) return;
    this.#power.set(reading.deviceId, { measuredAt: reading.measuredAt, powerW });
  }

  /** Takes a device's newest reading for the next update. */
  change(reading: LatestReading): void {
    this.#changed.set(reading.deviceId, reading);
  }

  /** The newest readings that came since the last call, noted. */
  takeChanged(): LatestReading[] {
    const changed = [...this.#changed.values()];
    this.#changed.clear();
    for (const reading of changed) this.note(reading);
    // Views of a whole stream batch must not be kept alive by one reading.
    return changed.map((reading) => ({ ...reading, packed: reading.packed.slice() }));
  }

  update(devices: readonly LatestReading[], now: Instant): PlantUpdate {
    return {
      plantId: this.plant.id,
      measuredAt: this.#newestAt,
      powerW: this.#powerW(Math.min(now, this.#newestAt)),
      devices,
    };
  }

  /** Sum over the producers with a fresh reading. Measured against the plant's newest reading, so that a replay of old data has a power. */
  #powerW(at: Instant): number | null {
    let sum: number | null = null;
    for (const [deviceId, { measuredAt, powerW }] of this.#power) {
      const device = this.#producers.get(deviceId);
      if (!device || powerW === null) continue;
      if (at - measuredAt <= freshnessMs(device)) sum = (sum ?? 0) + powerW;
    }
    return sum;
  }
}

function byId(devices: readonly Device[]): ReadonlyMap<Id, Device> {
  return new Map(devices.map((device) => [device.id, device]));
}
