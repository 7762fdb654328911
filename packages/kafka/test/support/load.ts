import type { StreamWriter } from "@solarmon/core";
import { record } from "./kafka-help.ts";

const KEYS = 20;
const CALLERS = 8;

/** Appends numbered records, each caller those of its own keys in order, until it is stopped. */
export class Load {
  /** Texts of records that were acknowledged. */
  readonly acknowledged = new Set<string>();
  /** Appends that were refused and done again. */
  refusals = 0;
  #isStopped = false;
  readonly #running: Promise<unknown>;

  constructor(writer: StreamWriter) {
    this.#running = Promise.all(
      Array.from({ length: CALLERS }, (_, caller) => this.#appendInTurn(writer, caller)),
    );
  }

  /** Resolves when the last append has its verdict. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async #appendInTurn(writer: StreamWriter, caller: number): Promise<void> {
    for (let number = 0; !this.#isStopped; number++) {
      const key = `plant ${caller * KEYS + (number % KEYS)}`;
      const text = `${key} ${String(number).padStart(9, "0")}`;
      await this.#appendUntilTaken(writer, key, text);
    }
  }

  async #appendUntilTaken(writer: StreamWriter, key: string, text: string): Promise<void> {
    for (;;) {
      const [verdict] = await writer.append([record(key, text)]);
      if (verdict?.ok) this.acknowledged.add(text);
      if (verdict?.ok || this.#isStopped) return;
      this.refusals += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
