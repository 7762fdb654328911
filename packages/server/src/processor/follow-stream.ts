import type { StreamReader } from "@solarmon/core";
import { openFileArchive, type TenantStores } from "@solarmon/embedded";
import { type Processor, runProcessor, type SetAside } from "@solarmon/ingest";
import { CONSUMER } from "./consumers.ts";
import { runArchiver } from "./run-archiver.ts";
import { runSealing } from "./run-sealing.ts";
import { type ReaderWatch, watchedReader } from "./watched-reader.ts";

export interface FollowOptions {
  readonly stores: TenantStores;
  readonly processor: Processor;
  readonly reader: StreamReader;
  readonly archiveDir: string;
  readonly setAside: SetAside;
  readonly signal: AbortSignal;
  readonly watch: ReaderWatch;
  readonly onWarning: (message: string) => void;
}

/** Processes and archives what comes in and seals closed days, until the signal fires. @throws what the stream throws */
export async function followStream(options: FollowOptions): Promise<void> {
  const { stores, processor, setAside, signal, onWarning } = options;
  const reader = watchedReader(options.reader, options.watch);
  const archive = openFileArchive({
    dir: options.archiveDir,
    onWarning: ({ message }) => onWarning(`archive: ${message}`),
  });
  await Promise.all([
    runProcessor({
      reader,
      processor,
      consumer: CONSUMER.processor,
      setAside,
      signal,
      onError: ({ message }) => onWarning(`processor: ${message}`),
    }),
    runArchiver({ reader, archive, signal, onWarning }),
    runSealing(stores, signal, onWarning),
  ]);
}
