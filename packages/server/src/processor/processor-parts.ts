import type { AppendVerdict, LatestCache, LivePublisher } from "@solarmon/core";
import type { DurableEnd } from "@solarmon/embedded";
import type { ConsumerPlace } from "../stream/server-stream.ts";
import type { CatalogParts } from "./answer-catalog-call.ts";

/** What the processor needs of the main thread, and whom it tells. */
export interface ProcessorParts extends CatalogParts {
  /** The stream that the thread is to follow; where its durable part ends now, if it is read from the disk. */
  readonly follow?: { readonly durableEnd?: () => DurableEnd };
  readonly latest?: LatestCache;
  readonly live?: LivePublisher;
  readonly onVerdicts?: (replyTo: string, verdicts: readonly AppendVerdict[]) => void;
  /** A consumer of the stream has done its work on everything up to there. */
  readonly onDone?: (place: ConsumerPlace) => void;
  /** … and that is durable. */
  readonly onSettled?: (place: ConsumerPlace) => void;
}
