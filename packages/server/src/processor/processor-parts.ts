import type { AppendVerdict, LatestCache, LivePublisher } from "@solarmon/core";
import type { DurableEnd } from "@solarmon/embedded";
import type { CatalogParts } from "./answer-catalog-call.ts";

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
