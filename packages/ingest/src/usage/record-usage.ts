import {
  type AppendResult,
  countValues,
  type Envelope,
  type Id,
  type Plant,
  utcDay,
} from "@solarmon/core";

/** What a record is to be billed as. */
export interface RecordUsage {
  readonly tenantId: Id;
  /** Number of the UTC day on which it was received. */
  readonly day: number;
  readonly plant: { readonly id: Id; readonly dcKwp: number | null };
  /** Values that are not missing. */
  readonly pointsIngested: number;
  /** Of these, those of readings that said something new. */
  readonly pointsStored: number;
}

/**
 * What became of a record, as usage. A reading whose delivery was stored before counts as stored: only its booking was
 * lost in a crash. Readings that say what another delivery of the same second said may then be told wrongly, as stored or
 * not: the store does not remember which of the two was the first.
 */
export function recordUsage(
  { tenantId, receivedAt, readings }: Envelope,
  { id, dcKwp }: Plant,
  { verdicts, touched }: AppendResult,
): RecordUsage {
  let [pointsIngested, pointsStored] = [0, 0];
  const before = touched.length > 0 ? new Set(touched) : undefined;
  for (let index = 0; index < readings.length; index++) {
    const values = countValues(readings[index]!.packed);
    pointsIngested += values;
    if (verdicts[index] !== "duplicate" || before?.has(index)) pointsStored += values;
  }
  return { tenantId, day: utcDay(receivedAt), plant: { id, dcKwp }, pointsIngested, pointsStored };
}
