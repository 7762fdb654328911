import type { UsageBooking, UsageLedger } from "@solarmon/core";
import type { RecordUsage } from "./record-usage.ts";

/** Plants that are known to be booked; more are booked again, which changes nothing. */
const MAX_PLANTS = 50_000;

/** What was processed and is not booked yet. */
export class UsageBook {
  readonly #ledger: Pick<UsageLedger, "book">;
  #waiting: UsageBooking[] = [];
  /** Plants of a day with their nameplate that the ledger has. */
  readonly #plants = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ledger: Pick<UsageLedger, "book">) {
    this.#ledger = ledger;
  }

  /** Bookings that wait. */
  get size(): number {
    return this.#waiting.length;
  }

  /**
   * @param source - whose records they are, the same after a restart
   * @param position - of the record in its source; after all of the source that came before
   */
  add(source: string, position: string, usage: RecordUsage): void {
    const { tenantId, day, plant, pointsIngested, pointsStored } = usage;
    const counts = { pointsIngested, pointsStored };
    const isKnown = this.#plants.has(keyOf({ day, plant }));
    this.#waiting.push({ tenantId, source, position, day, counts, ...(isKnown ? {} : { plant }) });
  }

  /** Books what waits, before anybody is told that its records are done with. Call it again after a failure. */
  async flush(): Promise<void> {
    // One after another: what failed must not be overtaken by what comes behind it.
    const turn = this.#turn.then(() => this.#flush());
    this.#turn = turn.catch(() => undefined);
    await turn;
  }

  async #flush(): Promise<void> {
    const bookings = this.#waiting;
    if (bookings.length === 0) return;
    this.#waiting = [];
    try {
      await this.#ledger.book(bookings);
    } catch (error) {
      this.#waiting = [...bookings, ...this.#waiting];
      throw error;
    }
    if (this.#plants.size > MAX_PLANTS) this.#plants.clear();
    for (const { day, plant } of bookings) if (plant) this.#plants.add(keyOf({ day, plant }));
  }
}

function keyOf({ day, plant: { id, dcKwp } }: Pick<RecordUsage, "day" | "plant">): string {
  return `${day} ${id} ${dcKwp}`;
}
