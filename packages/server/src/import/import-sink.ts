import type { AppendVerdict } from "@solarmon/core";

/** How many readings of a batch came to which verdict. */
export type VerdictCounts = Readonly<Record<AppendVerdict, number>>;

export const NO_VERDICTS: VerdictCounts = { stored: 0, duplicate: 0, replaced: 0, outranked: 0 };

/**
 * Where an import sends its envelopes: the processor of this process, or that of the server which has the data folder
 * open. Never both: roll-ups have one writer.
 */
export interface ImportSink extends AsyncDisposable {
  /** Readings that an envelope should hold: many are faster, few leave the processor free for others in between. */
  readonly batchReadings: number;
  /** Stores one encoded envelope. Calls are served in order; resolves once the readings are durable. */
  store(envelope: Uint8Array<ArrayBuffer>): Promise<VerdictCounts>;
  /** Resolves once the roll-ups of everything stored before are durable, too. */
  settle(): Promise<void>;
}

export function addCounts(a: VerdictCounts, b: VerdictCounts): VerdictCounts {
  return {
    stored: a.stored + b.stored,
    duplicate: a.duplicate + b.duplicate,
    replaced: a.replaced + b.replaced,
    outranked: a.outranked + b.outranked,
  };
}
