import type { Id, PackedReading, Refusal } from "@solarmon/core";

/** What became of one reading that was handed in. */
export type ReadingResult =
  /** Taken; `refusals` lists the points that were removed. */
  | { readonly status: "accepted"; readonly refusals: readonly Refusal[] }
  | { readonly status: "refused"; readonly refusals: readonly Refusal[] };

/** A refusal and the piece of input that it is about, for the quarantine. */
export interface RefusedPiece {
  readonly deviceId: Id | null;
  readonly refusal: Refusal;
  /** The refused reading, as parsed. */
  readonly piece: unknown;
}

/** What a message came to. */
export interface CheckedMessage {
  /** Accepted readings, in the order given. Their bytes are views into shared memory: do not write to them. */
  readonly readings: readonly PackedReading[];
  /** One per reading of the message, in order, then one per part that could not become a reading. */
  readonly results: readonly ReadingResult[];
  readonly refused: readonly RefusedPiece[];
  /** Whether a device was named that is not known (yet): it may be new. */
  readonly hasUnknownDevice: boolean;
}

export const ACCEPTED: ReadingResult = { status: "accepted", refusals: [] };
