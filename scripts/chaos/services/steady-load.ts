import { setTimeout as sleep } from "node:timers/promises";
import type { PreparedFleet } from "../../support/prepare-fleet.ts";
import type { Ledger } from "../ledger.ts";
import { createTicker, type Load, startLoad, type Ticker } from "../load.ts";

const AGAIN_MS = 200;

export interface SteadyLoadOptions {
  readonly port: number;
  readonly fleet: PreparedFleet;
  readonly ledger: Ledger;
  /** Of each lane of a device between two messages [ms]. Default 0: as fast as they are acknowledged. */
  readonly pauseMs?: number;
}

/** Devices that publish, and connect again when their broker was gone. */
export class SteadyLoad implements AsyncDisposable {
  readonly #options: SteadyLoadOptions;
  readonly #ticker: Ticker = createTicker(Date.now() - 6 * 3_600_000);
  readonly #running: Promise<void>;
  #load: Load | undefined;
  #isStopped = false;

  constructor(options: SteadyLoadOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  /** Measured time of the next message: those from here on are later. */
  mark(): number {
    return this.#ticker.next();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    await this.#load?.[Symbol.asyncDispose]();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { port, fleet, ledger, pauseMs } = this.#options;
    while (!this.#isStopped) {
      this.#load = startLoad(port, fleet, this.#ticker, ledger, pauseMs);
      await this.#load.ended;
      await sleep(AGAIN_MS);
    }
  }
}
