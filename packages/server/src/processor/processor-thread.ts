import type { MessagePort } from "node:worker_threads";
import { type LatestCache, type LivePublisher, systemClock } from "@solarmon/core";
import {
  type DurableEnd,
  openSegmentReader,
  openTenantStores,
  type SegmentReader,
  type TenantStores,
} from "@solarmon/embedded";
import { createProcessor, type Processor } from "@solarmon/ingest";
import { syncedProcessor } from "./synced-processor.ts";
import { type DataPaths, dataPaths } from "../folder/data-paths.ts";
import { giveMemoryBack } from "../give-memory-back.ts";
import { followStream } from "./follow-stream.ts";
import { ImportLane } from "./import-lane.ts";
import type {
  CatalogAnswer,
  CatalogCall,
  FromProcessor,
  ProcessorAnswer,
  ProcessorCall,
  ProcessorSetup,
  ToProcessor,
} from "./messages.ts";
import { NewsOutbox } from "./news-outbox.ts";
import { PendingEnvelopes } from "./pending-envelopes.ts";
import { answerCall, PortCalls } from "./port-calls.ts";
import { remoteCatalog, remoteSetAside } from "./remote-catalog.ts";
import { runReplay } from "./run-replay.ts";

/** What the thread has open once it has begun. */
interface OpenParts {
  readonly stores: TenantStores;
  readonly processor: Processor;
  readonly reader: SegmentReader;
  readonly pending: PendingEnvelopes;
  readonly lane: ImportLane;
  /** Ends when following the stream has stopped. */
  readonly following: Promise<void>;
}

/** A command that works alone has nobody who watches. */
const NOBODY: LatestCache & LivePublisher = {
  put: async () => undefined,
  get: async () => [],
  deleteTenant: async () => undefined,
  publish: async () => undefined,
};

/** The processor's thread: does what the main thread asks for. */
export class ProcessorThread {
  readonly #port: MessagePort;
  readonly #paths: DataPaths;
  readonly #catalogCalls: PortCalls<CatalogCall, CatalogAnswer>;
  readonly #outbox: NewsOutbox;
  readonly #stop = new AbortController();
  #parts: OpenParts | undefined;

  constructor(setup: ProcessorSetup, port: MessagePort) {
    this.#port = port;
    this.#paths = dataPaths(setup.dataDir);
    this.#catalogCalls = new PortCalls((message) => this.#post(message));
    this.#outbox = new NewsOutbox((tenants) => this.#post({ type: "news", tenants }));
  }

  listen(): void {
    this.#port.on("message", (message: ToProcessor) => this.#receive(message));
  }

  #receive(message: ToProcessor): void {
    switch (message.type) {
      case "wake":
        void this.#parts?.reader.wake(message.end);
        return;
      case "newsTaken":
        this.#outbox.taken();
        return;
      case "call":
        void answerCall(message, (call) => this.#perform(call)).then((answer) =>
          this.#post(answer),
        );
        return;
      case "answer":
      case "failure":
        this.#catalogCalls.answered(message);
    }
  }

  async #perform(call: ProcessorCall): Promise<ProcessorAnswer> {
    switch (call.kind) {
      case "begin":
        this.#parts = await this.#open(call.follow);
        break;
      case "store":
        return { kind: "stored", counts: await this.#opened.lane.store(call.envelope) };
      case "replay": {
        const { reader, processor } = this.#opened;
        const report = await runReplay(reader, processor, call.from, this.#warn);
        return { kind: "replayed", report };
      }
      case "settle":
        await this.#opened.lane.settle();
        break;
      case "stop":
        await this.#close(this.#opened);
    }
    return { kind: "done" };
  }

  async #open(follow: DurableEnd | null): Promise<OpenParts> {
    const stores = await openTenantStores({ dir: this.#paths.tenants, durability: "normal" });
    const told = follow ? this.#outbox : NOBODY;
    const plain = createProcessor({
      ...stores,
      catalog: remoteCatalog(this.#catalogCalls),
      latest: told,
      live: told,
      clock: systemClock,
      onVerdicts: (replyTo, verdicts) => this.#post({ type: "verdicts", replyTo, verdicts }),
      onError: ({ message }) => this.#warn(`processor: ${message}`),
    });
    const processor = syncedProcessor(plain, stores);
    const reader = await openSegmentReader({
      dir: this.#paths.stream,
      onWarning: ({ message }) => this.#warn(`stream: ${message}`),
      ...(follow ? { durableEnd: follow } : {}),
    });
    const pending = await PendingEnvelopes.open(this.#paths.imports);
    const lane = new ImportLane(processor, pending);
    await lane.recover().catch((error: unknown) => this.#warn(`import: ${String(error)}`));
    giveMemoryBack();
    const following = follow ? this.#follow(stores, processor, reader) : Promise.resolve();
    return { stores, processor, reader, pending, lane, following };
  }

  async #follow(stores: TenantStores, processor: Processor, reader: SegmentReader): Promise<void> {
    try {
      await followStream({
        stores,
        processor,
        reader,
        archiveDir: this.#paths.archive,
        setAside: remoteSetAside(this.#catalogCalls),
        signal: this.#stop.signal,
        watch: {
          onDone: (consumer, sequence) => this.#post({ type: "done", consumer, sequence }),
          onCommitted: (consumer, sequence) => this.#post({ type: "settled", consumer, sequence }),
        },
        onWarning: this.#warn,
      });
    } catch (error) {
      if (this.#stop.signal.aborted) this.#warn(`processor: ${String(error)}`);
      // Ends the thread with that error; the main thread starts another.
      else
        setImmediate(() => {
          throw error;
        });
    }
  }

  async #close({ following, lane, pending, reader, stores }: OpenParts): Promise<void> {
    this.#stop.abort();
    await following;
    await lane.settle();
    await pending[Symbol.asyncDispose]();
    await reader[Symbol.asyncDispose]();
    await stores[Symbol.asyncDispose]();
  }

  get #opened(): OpenParts {
    if (!this.#parts) throw new TypeError("the processor has not begun");
    return this.#parts;
  }

  readonly #warn = (message: string): void => this.#post({ type: "warning", message });

  #post(message: FromProcessor): void {
    this.#port.postMessage(message, []);
  }
}
