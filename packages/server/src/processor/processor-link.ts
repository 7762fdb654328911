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
import type { ImportSink, VerdictCounts } from "../import/import-sink.ts";
import { fromErrorMessage } from "./error-message.ts";
import type {
  FromProcessor,
  ProcessorAnswer,
  ProcessorCall,
  ProcessorSetup,
  ReplayReport,
  TenantNews,
  ToProcessor,
} from "./messages.ts";

export interface ProcessorLinkOptions {
  readonly setup: Omit<ProcessorSetup, "durableEnd">;
  /** Where the stream's durable part ends now; asked at each start of the thread. */
  readonly durableEnd?: () => DurableEnd;
  readonly latest?: LatestCache;
  readonly live?: LivePublisher;
  readonly onVerdicts?: (replyTo: string, verdicts: readonly AppendVerdict[]) => void;
  readonly onSettled?: (consumer: string, sequence: number) => void;
  readonly onWarning: (message: string) => void;
}

interface Waiting {
  readonly resolve: (answer: ProcessorAnswer) => void;
  readonly reject: (error: Error) => void;
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
  readonly #options: ProcessorLinkOptions;
  readonly #calls = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #nextCall = 1;
  #pauseMs = FIRST_PAUSE_MS;
  #startedAt = 0;
  #isReady = false;
  #isClosed = false;
  #lastFailure = "";

  /** Starts the thread; resolves when it is ready. */
  static async start(options: ProcessorLinkOptions): Promise<ProcessorLink> {
    const link = new ProcessorLink(options);
    await link.#spawn();
    return link;
  }

  private constructor(options: ProcessorLinkOptions) {
    this.#options = options;
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
    const isRunning = this.#isReady;
    this.#isClosed = true;
    if (isRunning) await this.#call({ kind: "stop" }).catch(() => undefined);
    await this.#worker?.terminate();
  }

  async #spawn(): Promise<void> {
    this.#startedAt = performance.now();
    const durableEnd = this.#options.durableEnd?.() ?? null;
    const worker = new Worker(workerUrl(), { workerData: { ...this.#options.setup, durableEnd } });
    this.#worker = worker;
    await new Promise<void>((resolve, reject) => {
      worker.once("error", reject);
      worker.on("message", (message: FromProcessor) => {
        if (message.type === "ready") resolve();
        this.#receive(message);
      });
    });
    worker.on("error", (error) => (this.#lastFailure = String(error)));
    worker.once("exit", () => this.#died());
    this.#isReady = true;
    this.#lastFailure = "";
    if (this.#options.durableEnd) this.wake(this.#options.durableEnd());
  }

  #died(): void {
    this.#isReady = false;
    const message = `the processor stopped: ${this.#lastFailure || "its thread ended"}`;
    for (const { reject } of this.#calls.values())
      reject(new SolarmonError("unavailable", message));
    this.#calls.clear();
    if (this.#isClosed) return;
    if (performance.now() - this.#startedAt > WELL_AFTER_MS) this.#pauseMs = FIRST_PAUSE_MS;
    void this.#restart(message);
  }

  async #restart(why: string): Promise<void> {
    let reason = why;
    while (!this.#isClosed) {
      this.#options.onWarning(`${reason}; starting it again in ${this.#pauseMs} ms`);
      await sleep(this.#pauseMs, undefined, { ref: false });
      this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
      if (this.#isClosed) return;
      try {
        await this.#spawn();
        return;
      } catch (error) {
        this.#lastFailure = String(error);
        reason = `the processor does not start: ${this.#lastFailure}`;
      }
    }
  }

  #call(call: ProcessorCall, transfer: ArrayBuffer[] = []): Promise<ProcessorAnswer> {
    if (!this.#isReady)
      return Promise.reject(
        new SolarmonError("unavailable", `the processor is not ready: ${this.trouble}`),
      );
    const number = this.#nextCall++;
    return new Promise((resolve, reject) => {
      this.#calls.set(number, { resolve, reject });
      this.#post({ type: "call", number, call }, transfer);
    });
  }

  #post(message: ToProcessor, transfer: ArrayBuffer[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  #receive(message: FromProcessor): void {
    switch (message.type) {
      case "ready":
        return;
      case "news":
        void this.#take(message.tenants);
        return;
      case "verdicts":
        this.#options.onVerdicts?.(message.replyTo, message.verdicts);
        return;
      case "settled":
        this.#options.onSettled?.(message.consumer, message.sequence);
        return;
      case "warning":
        this.#options.onWarning(message.message);
        return;
      case "answer":
        this.#answered(message.number)?.resolve(message.answer);
        return;
      case "failure":
        this.#answered(message.number)?.reject(fromErrorMessage(message.error));
    }
  }

  #answered(number: number): Waiting | undefined {
    const waiting = this.#calls.get(number);
    this.#calls.delete(number);
    return waiting;
  }

  async #take(tenants: readonly TenantNews[]): Promise<void> {
    const { latest, live } = this.#options;
    for (const { tenantId, latest: readings, updates } of tenants) {
      const scope = scopeOf(tenantId);
      if (readings.length > 0) await latest?.put(scope, readings);
      if (updates.length > 0) await live?.publish(scope, updates);
    }
    this.#post({ type: "newsTaken" });
  }
}

/** An import's way into a processor thread. */
export function linkSink(link: ProcessorLink, isOwned: boolean): ImportSink {
  return {
    store: (envelope) => link.store(envelope),
    settle: () => link.settle(),
    [Symbol.asyncDispose]: async () => {
      if (isOwned) await link[Symbol.asyncDispose]();
    },
  };
}

function workerUrl(): string {
  return fileURLToPath(import.meta.resolve("@solarmon/server/processor-worker"));
}
