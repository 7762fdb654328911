import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import { PlantRing } from "./plant-ring.ts";

export interface PlantRingLimits {
  readonly maxUpdatesPerPlant: number;
  readonly maxReadingsPerPlant: number;
  readonly maxReadings: number;
  readonly maxPlants: number;
}

/** The rings of watched plants, bounded one by one and together; the ring that was used longest ago goes first. */
export class PlantRings {
  readonly #limits: PlantRingLimits;
  /** In order of use, oldest first. */
  readonly #rings = new Map<string, PlantRing>();
  #size = 0;

  constructor(limits: PlantRingLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#size;
  }

  peek(scope: TenantScope, plantId: Id): PlantRing | undefined {
    return this.#rings.get(`${scope.tenantId} ${plantId}`);
  }

  /** The ring of the plant, made now if nobody watched it lately. */
  use(scope: TenantScope, plantId: Id, sequence: number): PlantRing {
    const key = `${scope.tenantId} ${plantId}`;
    const ring = this.#rings.get(key) ?? new PlantRing(sequence);
    this.#rings.delete(key);
    this.#rings.set(key, ring);
    if (this.#rings.size > this.#limits.maxPlants) this.#dropIdle(ring);
    return ring;
  }

  add(ring: PlantRing, entry: Parameters<PlantRing["add"]>[0]): void {
    ring.add(entry);
    this.#size += entry.update.devices.length;
    while (this.#isOver(ring)) this.#shrink(ring);
    while (this.#size > this.#limits.maxReadings && this.#dropIdle(ring));
    while (this.#size > this.#limits.maxReadings && ring.length > 1) this.#shrink(ring);
  }

  #isOver({ length, size }: PlantRing): boolean {
    const { maxUpdatesPerPlant, maxReadingsPerPlant } = this.#limits;
    return length > 1 && (length > maxUpdatesPerPlant || size > maxReadingsPerPlant);
  }

  #shrink(ring: PlantRing): void {
    const before = ring.size;
    ring.dropOldest();
    this.#size -= before - ring.size;
  }

  #dropIdle(except: PlantRing): boolean {
    for (const [key, ring] of this.#rings) {
      if (ring === except || ring.subscribers > 0) continue;
      this.#rings.delete(key);
      this.#size -= ring.size;
      return true;
    }
    return false;
  }
}
