import type { QuarantineEntry } from "@solarmon/core";
import type { RefusedPiece } from "../check/reading-result.ts";
import type { Submission } from "./intake.ts";

/** Kinds of refusal of one message that get an entry of their own. */
const KINDS_MAX = 32;

/**
 * Quarantine entries for the refused pieces of a message: one per device, reason and point, with the first piece as
 * its sample, so that a batch of a thousand equal faults is one entry.
 */
export function quarantineEntries(
  submission: Submission,
  pieces: readonly RefusedPiece[],
): Omit<QuarantineEntry, "id">[] {
  const kinds = new Map<string, { piece: RefusedPiece; count: number }>();
  for (const piece of pieces) {
    const key = `${piece.deviceId ?? ""} ${piece.refusal.reason} ${piece.refusal.point ?? ""}`;
    const kind = kinds.get(key);
    if (kind) kind.count++;
    else if (kinds.size < KINDS_MAX) kinds.set(key, { piece, count: 1 });
  }
  const samples = new Map<unknown, string>(); // a piece may be refused for many reasons
  const sampleOf = (piece: unknown): string => {
    const sample = samples.get(piece) ?? sampleText(piece);
    samples.set(piece, sample);
    return sample;
  };
  return [...kinds.values()].map(({ piece: { refusal, deviceId, piece }, count }) => ({
    ...refusal,
    detail: count > 1 ? `${refusal.detail} (${count} times in this message)` : refusal.detail,
    plantId: submission.plantId,
    deviceId,
    receivedAt: submission.receivedAt,
    source: submission.source.name,
    sample: sampleOf(piece),
  }));
}

function sampleText(piece: unknown): string {
  try {
    return JSON.stringify(piece) ?? String(piece);
  } catch {
    return "(too deeply nested to show)";
  }
}
