import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import {
  type AppendVerdict,
  type Instant,
  type LatestCache,
  type LivePublisher,
  SolarmonError,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import type { DurableEnd } from "@solarmon/embedded";
import type { VerdictCounts } from "../import/import-sink.ts";
import { answerCatalogCall, type CatalogParts } from "./answer-catalog-call.ts";
import type {
  FromProcessor,
  ProcessorAnswer,
  ProcessorCall,
  ReplayReport,
  TenantNews,
  ToProcessor,
} from "./messages.ts";
import { answerCall, PortCalls } from "./port-calls.ts";

/** What the processor needs of the main thread, and whom it tells. */
export interface ProcessorParts extends CatalogParts {
  /** Where the stream's durable part ends now. Without it the thread does not follow the stream. */
  readonly durableEnd?: () => DurableEnd;
  readonly latest?: LatestCache;
  readonly live?: LivePublisher;
  readonly onVerdicts?: (replyTo: string, verdicts: readonly AppendVerdict[]) => void;
  /** A consumer of the stream has done its work on everything up to there. */
  readonly onDone?: (consumer: string, sequence: number) => void;
  /** … and that is durable. */
  readonly onSettled?: (consumer: string, sequence: number) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** A thread that ran for so long is taken as well again. */
const WELL_AFTER_MS = 60_000;

/**
 * The processor in a thread of its own. A thread that dies is started again with growing pauses; readings are in the
 * stream, so nothing is lost meanwhile.
 */
export class ProcessorLink implements AsyncDisposable {
  readonly #dataDir: string;
  readonly #entry: string;
  readonly #onWarning: (message: string) => void;
  readonly #calls: PortCalls<ProcessorCall, ProcessorAnswer>;
  #parts: ProcessorParts | undefined;
  #worker: Worker;
  #pauseMs = FIRST_PAUSE_MS;
  #startedAt = 0;
  #isReady = false;
  #isClosed = false;
  #lastFailure = "";

  /**
   * Starts the thread, which loads its code while the caller does other work. Nothing is opened before `begin`.
   *
   * @param entry - path of the thread's module; another one only in tests
   */
  constructor(
    dataDir: string,
    onWarning: (message: string) => void,
    entry: string = workerEntry(),
  ) {
    this.#dataDir = dataDir;
    this.#entry = entry;
    this.#onWarning = onWarning;
    this.#calls = new PortCalls((message, transfer) => this.#post(message, transfer));
    this.#worker = this.#spawn();
  }

  /** Lets the thread open the stores; resolves when it is ready. */
  async begin(parts: ProcessorParts): Promise<void> {
    this.#parts = parts;
    await this.#calls.call({ kind: "begin", follow: parts.durableEnd?.() ?? null });
    this.#isReady = true;
    this.#lastFailure = "";
    if (parts.durableEnd) this.wake(parts.durableEnd());
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
    this.#post({ type: "wake", end });
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
    if (this.#isReady) await this.#calls.call({ kind: "stop" }).catch(() => undefined);
    await this.#worker.terminate();
  }

  #spawn(): Worker {
    this.#startedAt = performance.now();
    const worker = new Worker(this.#entry, { workerData: { dataDir: this.#dataDir } });
    worker.on("message", (message: FromProcessor) => this.#receive(message));
    worker.on("error", (error) => (this.#lastFailure = String(error)));
    worker.once("exit", () => this.#died());
    return worker;
  }

  #died(): void {
    this.#isReady = false;
    const message = `the processor stopped: ${this.#lastFailure || "its thread ended"}`;
    this.#calls.fail(new SolarmonError("unavailable", message));
    if (this.#isClosed || !this.#parts) return;
    if (performance.now() - this.#startedAt > WELL_AFTER_MS) this.#pauseMs = FIRST_PAUSE_MS;
    void this.#restart(this.#parts, message);
  }

  async #restart(parts: ProcessorParts, message: string): Promise<void> {
    this.#onWarning(`${message}; starting it again in ${this.#pauseMs} ms`);
    await sleep(this.#pauseMs, undefined, { ref: false });
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    if (this.#isClosed) return;
    this.#worker = this.#spawn();
    // Should that fail, the thread ends and this starts over.
    await this.begin(parts).catch((error: unknown) => {
      this.#lastFailure = String(error);
      void this.#worker.terminate();
    });
  }

  #call(call: ProcessorCall, transfer: ArrayBuffer[] = []): Promise<ProcessorAnswer> {
    if (this.#isReady) return this.#calls.call(call, transfer);
    const message = `the processor is not ready: ${this.trouble}`;
    return Promise.reject(new SolarmonError("unavailable", message));
  }

  #post(message: ToProcessor, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #receive(message: FromProcessor): void {
    switch (message.type) {
      case "news":
        void this.#take(message.tenants);
        return;
      case "verdicts":
        this.#parts?.onVerdicts?.(message.replyTo, message.verdicts);
        return;
      case "done":
        this.#parts?.onDone?.(message.consumer, message.sequence);
        return;
      case "settled":
        this.#parts?.onSettled?.(message.consumer, message.sequence);
        return;
      case "warning":
        this.#onWarning(message.message);
        return;
      case "call":
        void this.#answer(message);
        return;
      case "answer":
      case "failure":
        this.#calls.answered(message);
    }
  }

  async #answer(message: Extract<FromProcessor, { type: "call" }>): Promise<void> {
    const parts = this.#parts;
    if (parts) this.#post(await answerCall(message, (call) => answerCatalogCall(parts, call)));
  }

  async #take(tenants: readonly TenantNews[]): Promise<void> {
    for (const { tenantId, latest, updates } of tenants) {
      const scope = scopeOf(tenantId);
      if (latest.length > 0) await this.#parts?.latest?.put(scope, latest);
      if (updates.length > 0) await this.#parts?.live?.publish(scope, updates);
    }
    this.#post({ type: "newsTaken" });
  }
}

function workerEntry(): string {
  return fileURLToPath(import.meta.resolve("@solarmon/server/processor-worker"));
}
