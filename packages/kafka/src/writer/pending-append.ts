import type { SolarmonError, StreamRecord, StreamVerdict } from "@solarmon/core";

/** A record on its way to the brokers. */
export interface PendingRecord {
  readonly append: PendingAppend;
  readonly index: number;
  readonly key: Buffer;
  readonly value: Buffer;
  readonly headers?: Map<Buffer, Buffer>;
  /** What it takes in a batch, at most [bytes]. */
  readonly bytes: number;
}

/** One `append` call that waits for its verdicts. */
export class PendingAppend {
  /** When its records are refused for having waited too long. */
  readonly expiresAt: number;
  readonly settled: Promise<readonly StreamVerdict[]>;
  /** Some of it is on its way: too late to call it off. */
  isTaken = false;
  readonly #verdicts: (StreamVerdict | undefined)[];
  #open: number;
  #resolve!: (verdicts: readonly StreamVerdict[]) => void;
  #reject!: (error: SolarmonError) => void;

  constructor(records: readonly StreamRecord[], expiresAt: number) {
    this.expiresAt = expiresAt;
    this.#verdicts = Array.from({ length: records.length });
    this.#open = records.length;
    this.settled = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (this.#open === 0) this.#resolve([]);
  }

  settle(index: number, verdict: StreamVerdict): void {
    this.#verdicts[index] = verdict;
    this.#open -= 1;
    if (this.#open === 0)
      this.#resolve(this.#verdicts.filter((one): one is StreamVerdict => one !== undefined));
  }

  callOff(error: SolarmonError): void {
    this.#reject(error);
  }
}
