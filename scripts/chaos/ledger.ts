import type { Id } from "@solarmon/core";

/** What was sent and what was acknowledged: the truth that a store is held against after a fault. */
export class Ledger {
  readonly #acknowledged = new Map<Id, Map<number, number>>();
  #count = 0;

  /** Notes that the reading of that device and instant, with that power [W], was acknowledged. */
  acknowledge(deviceId: Id, measuredAt: number, powerW: number): void {
    let readings = this.#acknowledged.get(deviceId);
    if (!readings) this.#acknowledged.set(deviceId, (readings = new Map()));
    if (!readings.has(measuredAt)) this.#count += 1;
    readings.set(measuredAt, powerW);
  }

  /** Acknowledged readings. */
  get count(): number {
    return this.#count;
  }

  devices(): IterableIterator<[Id, ReadonlyMap<number, number>]> {
    return this.#acknowledged.entries();
  }
}
