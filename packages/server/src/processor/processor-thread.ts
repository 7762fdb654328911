import type { MessagePort } from "node:worker_threads";
import { type LatestCache, type LivePublisher, SolarmonError } from "@solarmon/core";
import { type DataPaths, dataPaths } from "../folder/data-paths.ts";
import { giveMemoryBack } from "../give-memory-back.ts";
import { followStream } from "./follow-stream.ts";
import type {
  CatalogAnswer,
  CatalogCall,
  Follow,
  FromProcessor,
  ProcessorAnswer,
  ProcessorCall,
  ProcessorSetup,
  ToProcessor,
} from "./messages.ts";
import { NewsOutbox } from "./news-outbox.ts";
import { answerCall, PortCalls } from "./port-calls.ts";
import { remoteCatalog, remoteSetAside } from "./remote-catalog.ts";
import { runReplay } from "./run-replay.ts";
import type { Services } from "../services/services.ts";
import { openThreadParts, type ThreadParts } from "./thread-parts.ts";

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
  readonly #services: Services;
  readonly #catalogCalls: PortCalls<CatalogCall, CatalogAnswer>;
  readonly #outbox: NewsOutbox;
  readonly #stop = new AbortController();
  #parts: ThreadParts | undefined;
  /** Ends when following the stream has stopped. */
  #following: Promise<void> = Promise.resolve();

  constructor(setup: ProcessorSetup, port: MessagePort) {
    this.#port = port;
    this.#paths = dataPaths(setup.dataDir);
    this.#services = setup.services;
    this.#catalogCalls = new PortCalls((message) => this.#post(message));
    this.#outbox = new NewsOutbox((tenants) => this.#post({ type: "news", tenants }));
  }

  listen(): void {
    this.#port.on("message", (message: ToProcessor) => this.#receive(message));
  }

  #receive(message: ToProcessor): void {
    switch (message.type) {
      case "wake":
        this.#parts?.wake(message.end);
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
        await this.#begin(call.follow);
        break;
      case "store":
        this.#requireOwnStream("import");
        return { kind: "stored", counts: await this.#opened.lane.store(call.envelope) };
      case "replay": {
        const { reader, processor } = this.#opened;
        this.#requireOwnStream("replay");
        const report = await runReplay(reader, processor, call.from, this.#warn);
        return { kind: "replayed", report };
      }
      case "settle":
        await this.#opened.lane.settle();
        break;
      case "stop":
        await this.#end(this.#opened);
    }
    return { kind: "done" };
  }

  async #begin(follow: Follow | null): Promise<void> {
    const told = follow ? this.#outbox : NOBODY;
    const parts = await openThreadParts({
      paths: this.#paths,
      services: this.#services,
      durableEnd: follow?.end ?? null,
      catalog: remoteCatalog(this.#catalogCalls),
      latest: told,
      live: told,
      onVerdicts: (replyTo, verdicts) => this.#post({ type: "verdicts", replyTo, verdicts }),
      onWarning: this.#warn,
    });
    this.#parts = parts;
    giveMemoryBack();
    if (follow) this.#following = this.#follow(parts);
  }

  /** Of a plant's roll-ups there is one writer: with a shared stream that is whoever has its shard now. */
  #requireOwnStream(what: string): void {
    if (!this.#services.kafka) return;
    throw new SolarmonError(
      "unsupported",
      `this server shares its stream: set KAFKA_BROKERS for the command, too, and ${what} goes through it`,
    );
  }

  async #follow(parts: ThreadParts): Promise<void> {
    try {
      await followStream({
        ...parts,
        archiveDir: this.#paths.archive,
        setAside: remoteSetAside(this.#catalogCalls),
        signal: this.#stop.signal,
        watch: {
          onDone: (place) => this.#post({ type: "done", place }),
          onCommitted: (place) => this.#post({ type: "settled", place }),
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

  async #end(parts: ThreadParts): Promise<void> {
    this.#stop.abort();
    await this.#following;
    try {
      await parts.lane.settle();
    } finally {
      await parts[Symbol.asyncDispose]();
    }
  }

  get #opened(): ThreadParts {
    if (!this.#parts) throw new TypeError("the processor has not begun");
    return this.#parts;
  }

  readonly #warn = (message: string): void => this.#post({ type: "warning", message });

  #post(message: FromProcessor): void {
    this.#port.postMessage(message, []);
  }
}
