import type { AppendVerdict } from "@solarmon/core";

/** How many readings of a batch came to which verdict. */
export type VerdictCounts = Readonly<Record<AppendVerdict, number>>;

export const NO_VERDICTS: VerdictCounts = { stored: 0, duplicate: 0, replaced: 0, outranked: 0 };

/** What became of readings in the end. */
export interface ImportOutcome {
  readonly counts: VerdictCounts;
  /** Readings that are durable in the stream, and nobody has told of yet. */
  readonly accepted: number;
}

/**
 * Where an import sends its envelopes: the processor of this process, or that of the server which has the data folder
 * open, or a stream that other processes read. Never past those who write roll-ups.
 */
export interface ImportSink extends AsyncDisposable {
  /** Readings that an envelope should hold: many are faster, few leave the processor free for others in between. */
  readonly batchReadings: number;
  /** Stores one encoded envelope. Calls are served in order; resolves once the readings are durable. */
  store(envelope: Uint8Array<ArrayBuffer>): Promise<VerdictCounts>;
  /** Resolves once the roll-ups of everything stored before are durable, too, or sure to become so. */
  settle(): Promise<void>;
  /** Of a sink whose `store` tells no verdicts: waits for them, and adds them up. */
  readonly outcome?: () => Promise<ImportOutcome>;
}

export function countVerdicts(verdicts: readonly AppendVerdict[]): VerdictCounts {
  const counts: Record<AppendVerdict, number> = { ...NO_VERDICTS };
  for (const verdict of verdicts) counts[verdict]++;
  return counts;
}

export function addCounts(a: VerdictCounts, b: VerdictCounts): VerdictCounts {
  return {
    stored: a.stored + b.stored,
    duplicate: a.duplicate + b.duplicate,
    replaced: a.replaced + b.replaced,
    outranked: a.outranked + b.outranked,
  };
}
