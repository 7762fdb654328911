import { openFileArchive } from "@solarmon/embedded";
import { runProcessor, type SetAside } from "@solarmon/ingest";
import { runDuty } from "../services/run-duty.ts";
import { CONSUMER } from "./consumers.ts";
import { runArchiver } from "./run-archiver.ts";
import { runUpkeep } from "./run-upkeep.ts";
import type { ThreadParts } from "./thread-parts.ts";
import { type ReaderWatch, watchedReader } from "./watched-reader.ts";

export interface FollowOptions extends Pick<
  ThreadParts,
  "stores" | "processorOf" | "reader" | "usage" | "lock"
> {
  readonly archiveDir: string;
  readonly setAside: SetAside;
  readonly signal: AbortSignal;
  readonly watch: ReaderWatch;
  readonly onWarning: (message: string) => void;
}

/** Processes and archives what comes in and seals closed days, until the signal fires. @throws what the stream throws */
export async function followStream(options: FollowOptions): Promise<void> {
  const { stores, processorOf, usage, setAside, signal, onWarning } = options;
  const reader = watchedReader(options.reader, options.watch);
  const archive = openFileArchive({
    dir: options.archiveDir,
    onWarning: ({ message }) => onWarning(`archive: ${message}`),
  });
  await Promise.all([
    runProcessor({
      reader,
      processor: processorOf,
      consumer: CONSUMER.processor,
      setAside,
      usage,
      signal,
      onError: ({ message }) => onWarning(`processor: ${message}`),
    }),
    runArchiver({ reader, archive, signal, onWarning }),
    runDuty({
      lock: options.lock?.lock,
      name: "upkeep",
      work: (own) => runUpkeep(stores, own, onWarning),
      signal,
      warn: onWarning,
    }),
  ]);
}
