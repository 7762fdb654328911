const HEADER = "solarmon-rewind";

/** Header of a record, as the brokers give it. */
export type RecordHeader = readonly [Buffer | null, Buffer | null];

/**
 * Asks the workers of a group to go back in a partition. It stands in the partition itself, so whoever has that reads it
 * in its turn, also after a restart; no consumer is given it.
 */
export interface RewindMark {
  readonly id: string;
  readonly group: string;
  /** Offset to go on from. */
  readonly from: bigint;
}

export function markHeaders({ id, group, from }: RewindMark): Map<Buffer, Buffer> {
  const text = JSON.stringify({ id, group, from: String(from) });
  return new Map([[Buffer.from(HEADER), Buffer.from(text)]]);
}

/** Text of the mark that a record is; `undefined` for one that a consumer gets. */
export function markTextOf(headers: readonly RecordHeader[]): string | undefined {
  const found = headers.find(([name]) => name?.toString("utf8") === HEADER);
  return found && (found[1]?.toString("utf8") ?? "");
}

/** `undefined` for a mark that a later version wrote. */
export function parseMark(text: string): RewindMark | undefined {
  try {
    const { id, group, from }: Record<string, unknown> = JSON.parse(text);
    if (typeof id !== "string" || typeof group !== "string") return undefined;
    return typeof from === "string" ? { id, group, from: BigInt(from) } : undefined;
  } catch {
    return undefined;
  }
}
