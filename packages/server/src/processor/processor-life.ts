import { Worker } from "node:worker_threads";
import { SolarmonError } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import type { DurableEnd } from "@solarmon/embedded";
import { answerCatalogCall } from "./answer-catalog-call.ts";
import type {
  FromProcessor,
  ProcessorAnswer,
  ProcessorCall,
  ProcessorSetup,
  TenantNews,
  ToProcessor,
} from "./messages.ts";
import { answerCall, PortCalls } from "./port-calls.ts";
import type { ProcessorParts } from "./processor-parts.ts";

export interface ProcessorLifeOptions {
  /** Path of the thread's module. */
  readonly entry: string;
  readonly setup: ProcessorSetup;
  readonly onWarning: (message: string) => void;
  /** Told once, in words, why the thread has ended. */
  readonly onEnded: (why: string) => void;
}

/**
 * One life of the processor's thread. Calls in either direction end with it: an answer for one life must not reach the
 * next, whose calls have the same numbers.
 */
export class ProcessorLife {
  readonly startedAt: number = performance.now();
  readonly #worker: Worker;
  readonly #calls: PortCalls<ProcessorCall, ProcessorAnswer>;
  readonly #onWarning: (message: string) => void;
  #parts: ProcessorParts | undefined;
  #failure = "its thread ended";

  constructor({ entry, setup, onWarning, onEnded }: ProcessorLifeOptions) {
    this.#onWarning = onWarning;
    this.#worker = new Worker(entry, { workerData: setup });
    this.#calls = new PortCalls((message, transfer) => this.#post(message, transfer));
    this.#worker.on("message", (message: FromProcessor) => this.#receive(message));
    this.#worker.on("error", (error) => (this.#failure = String(error)));
    this.#worker.once("exit", () => {
      const message = `the processor stopped: ${this.#failure}`;
      this.#calls.fail(new SolarmonError("unavailable", message));
      onEnded(this.#failure);
    });
  }

  /** Lets the thread open the stores. @throws what it fails with · `unavailable` the thread has ended */
  async begin(parts: ProcessorParts): Promise<void> {
    this.#parts = parts;
    const { follow } = parts;
    const end = follow?.durableEnd?.() ?? null;
    await this.#calls.call({ kind: "begin", follow: follow ? { end } : null });
    if (follow?.durableEnd) this.wake(follow.durableEnd());
  }

  /** @throws what the thread answers with · `unavailable` it has ended, or ends before it answers */
  call(call: ProcessorCall, transfer: ArrayBuffer[] = []): Promise<ProcessorAnswer> {
    return this.#calls.call(call, transfer);
  }

  wake(end: DurableEnd): void {
    this.#post({ type: "wake", end });
  }

  /** Ends the thread at once. @param why - told instead of "its thread ended" */
  async terminate(why?: string): Promise<void> {
    this.#failure = why ?? this.#failure;
    await this.#worker.terminate();
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
        this.#parts?.onDone?.(message.place);
        return;
      case "settled":
        this.#parts?.onSettled?.(message.place);
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

  /** A cache or bus that fails must not keep the next news waiting: they have what these had, or newer. */
  async #take(tenants: readonly TenantNews[]): Promise<void> {
    try {
      for (const { tenantId, latest, updates } of tenants) {
        const scope = scopeOf(tenantId);
        if (latest.length > 0) await this.#parts?.latest?.put(scope, latest);
        if (updates.length > 0) await this.#parts?.live?.publish(scope, updates);
      }
    } catch (error) {
      this.#onWarning(`live readings could not be shown: ${String(error)}`);
    }
    this.#post({ type: "newsTaken" });
  }
}
