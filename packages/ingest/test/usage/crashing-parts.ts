import { SolarmonError, type StreamReader } from "@solarmon/core";
import type { MemoryStream } from "@solarmon/core/memory";
import type { ProcessorOptions, UsageBooks } from "@solarmon/ingest";
import type { Seed } from "../processor/seed.ts";

/** A process that dies before or after one of its steps; from then on nothing that it does has an effect. */
export class Life {
  readonly ended = new AbortController();
  #stepsLeft: number;

  /** @param steps - two for each effect: before it, and behind it */
  constructor(steps: number) {
    this.#stepsLeft = steps;
  }

  async step<Result>(effect: () => Promise<Result>): Promise<Result> {
    this.#live();
    const result = await effect();
    this.#live();
    return result;
  }

  #live(): void {
    if (this.#stepsLeft-- > 0) return;
    this.ended.abort();
    throw new SolarmonError("unavailable", "the process is dead");
  }
}

/** Stores that outlive the process, as it sees them. */
export function partsOf(life: Life, s: Seed): ProcessorOptions {
  return {
    ...s,
    isMetered: true,
    readings: {
      capabilities: s.readings.capabilities,
      forTenant(scope) {
        const own = s.readings.forTenant(scope);
        return {
          append: (envelopes) => life.step(() => own.append(envelopes)),
          read: (query) => own.read(query),
          history: (deviceId, measuredAt) => own.history(deviceId, measuredAt),
          latest: (deviceIds) => own.latest(deviceIds),
        };
      },
      deleteTenant: (scope) => s.readings.deleteTenant(scope),
      [Symbol.asyncDispose]: () => s.readings[Symbol.asyncDispose](),
    },
    rollups: {
      forTenant(scope) {
        const own = s.rollups.forTenant(scope);
        return {
          put: (rows) => life.step(() => own.put(rows)),
          read: (query) => own.read(query),
          readBefore: (...given) => own.readBefore(...given),
        };
      },
      deleteTenant: (scope) => s.rollups.deleteTenant(scope),
      [Symbol.asyncDispose]: () => s.rollups[Symbol.asyncDispose](),
    },
  };
}

export function booksOf(life: Life, { ledger, stream }: UsageBooks): UsageBooks {
  return { stream, ledger: { book: (bookings) => life.step(() => ledger.book(bookings)) } };
}

/** A stream whose batches come one a turn of the event loop, so that settling gets its turn, too. */
export function readerOf(life: Life, stream: MemoryStream): StreamReader {
  return {
    async *read(consumer, options) {
      for await (const batch of stream.read(consumer, options)) {
        await new Promise((resolve) => setImmediate(resolve));
        yield { ...batch, commit: (position) => life.step(() => batch.commit(position)) };
      }
    },
    [Symbol.asyncDispose]: () => stream[Symbol.asyncDispose](),
  };
}
