import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Instant, SolarmonError } from "@solarmon/core";
import type { DurableEnd } from "@solarmon/embedded";
import type { VerdictCounts } from "../import/import-sink.ts";
import type { ProcessorAnswer, ProcessorCall, ProcessorSetup, ReplayReport } from "./messages.ts";
import { ProcessorLife } from "./processor-life.ts";
import type { ProcessorParts } from "./processor-parts.ts";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** A thread that ran for so long is taken as well again. */
const WELL_AFTER_MS = 60_000;

/**
 * The processor in a thread of its own. A thread that dies is started again with growing pauses; readings are in the
 * stream, so nothing is lost meanwhile.
 */
export class ProcessorLink implements AsyncDisposable {
  readonly #setup: ProcessorSetup;
  readonly #entry: string;
  readonly #onWarning: (message: string) => void;
  #parts: ProcessorParts | undefined;
  #life: ProcessorLife;
  #pauseMs = FIRST_PAUSE_MS;
  #isReady = false;
  #isClosed = false;
  #lastFailure = "";

  /**
   * Starts the thread, which loads its code while the caller does other work. Nothing is opened before `begin`.
   *
   * @param entry - path of the thread's module; another one only in tests
   */
  constructor(
    setup: ProcessorSetup,
    onWarning: (message: string) => void,
    entry: string = workerEntry(),
  ) {
    this.#setup = setup;
    this.#entry = entry;
    this.#onWarning = onWarning;
    this.#life = this.#start();
  }

  /**
   * Lets the thread open the stores; resolves when it is ready. From then on it is started again should it die.
   *
   * @throws what it could not open · `unavailable` the thread has ended
   */
  async begin(parts: ProcessorParts): Promise<void> {
    await this.#begin(parts);
    this.#parts = parts;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Why the thread is not ready; empty while it is. */
  get trouble(): string {
    return this.#isReady ? "" : this.#lastFailure || "starting";
  }

  /** Says that the stream has grown. */
  wake(end: DurableEnd): void {
    this.#life.wake(end);
  }

  async store(envelope: Uint8Array<ArrayBuffer>): Promise<VerdictCounts> {
    const answer = await this.#call({ kind: "store", envelope }, [envelope.buffer]);
    if (answer.kind !== "stored") throw new TypeError(`unexpected answer ${answer.kind}`);
    return answer.counts;
  }

  async settle(): Promise<void> {
    await this.#call({ kind: "settle" });
  }

  /** Processes the stream again from a time on. */
  async replay(from: Instant): Promise<ReplayReport> {
    const answer = await this.#call({ kind: "replay", from });
    if (answer.kind !== "replayed") throw new TypeError(`unexpected answer ${answer.kind}`);
    return answer.report;
  }

  /** Lets the thread finish what it does, settle, and end. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#isReady) await this.#life.call({ kind: "stop" }).catch(() => undefined);
    await this.#life.terminate();
  }

  #start(): ProcessorLife {
    return new ProcessorLife({
      entry: this.#entry,
      setup: this.#setup,
      onWarning: this.#onWarning,
      onEnded: (why) => this.#ended(why),
    });
  }

  async #begin(parts: ProcessorParts): Promise<void> {
    await this.#life.begin(parts);
    this.#isReady = true;
    this.#lastFailure = "";
  }

  #ended(why: string): void {
    this.#isReady = false;
    this.#lastFailure = why;
    if (!this.#isClosed && this.#parts) void this.#restart(this.#parts);
  }

  async #restart(parts: ProcessorParts): Promise<void> {
    if (performance.now() - this.#life.startedAt > WELL_AFTER_MS) this.#pauseMs = FIRST_PAUSE_MS;
    const again = `starting it again in ${this.#pauseMs} ms`;
    this.#onWarning(`the processor stopped: ${this.#lastFailure}; ${again}`);
    await sleep(this.#pauseMs, undefined, { ref: false });
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    if (this.#isClosed) return;
    const life = (this.#life = this.#start());
    // Should that fail, the thread ends and this starts over.
    await this.#begin(parts).catch((error: unknown) => life.terminate(String(error)));
  }

  #call(call: ProcessorCall, transfer: ArrayBuffer[] = []): Promise<ProcessorAnswer> {
    if (this.#isReady) return this.#life.call(call, transfer);
    const message = `the processor is not ready: ${this.trouble}`;
    return Promise.reject(new SolarmonError("unavailable", message));
  }
}

function workerEntry(): string {
  return fileURLToPath(import.meta.resolve("@solarmon/server/processor-worker"));
}
