import type { MessagePort } from "node:worker_threads";
import { systemClock } from "@solarmon/core";
import {
  openCatalog,
  openFileArchive,
  openQuarantine,
  openSegmentReader,
  openTenantStores,
} from "@solarmon/embedded";
import { createProcessor, runProcessor } from "@solarmon/ingest";
import { dataPaths } from "../folder/data-paths.ts";
import { toErrorMessage } from "./error-message.ts";
import { ImportLane } from "./import-lane.ts";
import type {
  FromProcessor,
  ProcessorAnswer,
  ProcessorCall,
  ProcessorSetup,
  ToProcessor,
} from "./messages.ts";
import { NewsOutbox } from "./news-outbox.ts";
import { PendingEnvelopes } from "./pending-envelopes.ts";
import { runArchiver } from "./run-archiver.ts";
import { runReplay } from "./run-replay.ts";
import { runSealing } from "./run-sealing.ts";
import { setAsideIn } from "./set-aside.ts";
import { watchedReader } from "./watched-reader.ts";

export const PROCESSOR = "processor";

/** Opens the stores of a data folder and does what the main thread asks for, until it says stop. */
export async function runProcessorThread(setup: ProcessorSetup, port: MessagePort): Promise<void> {
  const paths = dataPaths(setup.dataDir);
  const post = (message: FromProcessor): void => port.postMessage(message);
  const onWarning = (message: string): void => post({ type: "warning", message });
  const catalog = await openCatalog({ file: paths.catalog });
  const stores = await openTenantStores({ dir: paths.tenants });
  const outbox = new NewsOutbox((tenants) => post({ type: "news", tenants }));
  const processor = createProcessor({
    ...stores,
    catalog,
    latest: outbox,
    live: outbox,
    clock: systemClock,
    onVerdicts: (replyTo, verdicts) => post({ type: "verdicts", replyTo, verdicts }),
    onError: (error) => onWarning(`processor: ${error.message}`),
  });
  const reader = await openSegmentReader({
    dir: paths.stream,
    onWarning: (warning) => onWarning(`stream: ${warning.message}`),
    ...(setup.durableEnd ? { durableEnd: setup.durableEnd } : {}),
  });
  const pending = await PendingEnvelopes.open(paths.imports);
  const lane = new ImportLane(processor, pending);
  await lane.recover();
  const stop = new AbortController();
  const following = setup.isFollowing ? follow() : Promise.resolve();

  async function follow(): Promise<void> {
    const { signal } = stop;
    const watched = watchedReader(reader, (consumer, sequence) =>
      post({ type: "settled", consumer, sequence }),
    );
    const archive = openFileArchive({
      dir: paths.archive,
      onWarning: (warning) => onWarning(`archive: ${warning.message}`),
    });
    await Promise.all([
      runProcessor({
        reader: watched,
        processor,
        consumer: PROCESSOR,
        setAside: setAsideIn(catalog, openQuarantine({ catalog })),
        signal,
        onError: (error) => onWarning(`processor: ${error.message}`),
      }),
      runArchiver({ reader: watched, archive, signal, onWarning }),
      runSealing(stores, signal, onWarning),
    ]);
  }

  async function perform(call: ProcessorCall): Promise<ProcessorAnswer> {
    switch (call.kind) {
      case "store":
        return { kind: "stored", counts: await lane.store(call.envelope) };
      case "replay":
        return {
          kind: "replayed",
          report: await runReplay(reader, processor, call.from, onWarning),
        };
      case "settle":
        await lane.settle();
        break;
      case "stop":
        await close();
    }
    return { kind: "done" };
  }

  async function close(): Promise<void> {
    stop.abort();
    await following;
    await lane.settle();
    await pending[Symbol.asyncDispose]();
    await reader[Symbol.asyncDispose]();
    await stores[Symbol.asyncDispose]();
    await catalog[Symbol.asyncDispose]();
  }

  async function answer(number: number, call: ProcessorCall): Promise<void> {
    try {
      post({ type: "answer", number, answer: await perform(call) });
    } catch (error) {
      post({ type: "failure", number, error: toErrorMessage(error) });
    }
  }

  port.on("message", (message: ToProcessor) => {
    if (message.type === "wake") void reader.wake(message.end);
    else if (message.type === "newsTaken") outbox.taken();
    else void answer(message.number, message.call);
  });
  post({ type: "ready" });
  await following; // a fault of the stream ends the thread, and the main thread starts another
}
