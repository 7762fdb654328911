import type { Catalog, Clock, Id, TenantScope } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";

const MAX_AGE_MS = 5_000;
const HELD_MAX = 100_000;

/** Whether a plant is a tenant's, asked for once in a while. */
export class PlantLookup {
  readonly #catalog: Pick<Catalog, "findPlant">;
  readonly #clock: Clock;
  readonly #held = new Map<Id, { scope: TenantScope | null; at: number }>();
  /** Questions under way: thousands of messages of a plant may wait for one answer. */
  readonly #asked = new Map<Id, Promise<TenantScope | null>>();

  constructor(catalog: Pick<Catalog, "findPlant">, clock: Clock) {
    this.#catalog = catalog;
    this.#clock = clock;
  }

  /** The tenant's scope, `null` when the plant is not his; `undefined` when that must be asked for first. */
  held(tenantId: Id, plantId: Id): TenantScope | null | undefined {
    const held = this.#held.get(plantId);
    if (!held || this.#clock.now() - held.at >= MAX_AGE_MS) return undefined;
    return held.scope?.tenantId === tenantId ? held.scope : null;
  }

  /** @throws what the catalogue does */
  async find(tenantId: Id, plantId: Id): Promise<TenantScope | null> {
    let asked = this.#asked.get(plantId);
    if (!asked) {
      asked = this.#ask(plantId).finally(() => this.#asked.delete(plantId));
      this.#asked.set(plantId, asked);
    }
    const scope = await asked;
    return scope?.tenantId === tenantId ? scope : null;
  }

  async #ask(plantId: Id): Promise<TenantScope | null> {
    const plant = await this.#catalog.findPlant(plantId);
    if (this.#held.size >= HELD_MAX) this.#held.clear();
    const scope = plant ? scopeOf(plant.tenantId) : null;
    this.#held.set(plantId, { scope, at: this.#clock.now() });
    return scope;
  }
}
