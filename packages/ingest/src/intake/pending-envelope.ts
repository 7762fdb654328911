import {
  encodeEnvelope,
  type Id,
  type Instant,
  type PackedReading,
  type Source,
  type StreamRecord,
} from "@solarmon/core";
import type { ReadingResult } from "../check/reading-result.ts";
import type { SubmissionWaiter } from "./intake.ts";

/** What a reading takes beside its values [bytes]: in the record, its device included; and in memory on top of that. */
const ENCODED_BYTES = 29;
const MEMORY_BYTES = 224;

export interface EnvelopeHead {
  readonly tenantId: Id;
  readonly plantId: Id;
  readonly source: Source;
  readonly replyTo: string | undefined;
  /** Tried again until the stream takes it. */
  readonly isPatient: boolean;
}

/** One submission's part of an envelope. */
interface Part {
  readonly waiter: SubmissionWaiter;
  readonly results: readonly ReadingResult[];
  readonly readings: readonly PackedReading[];
}

interface TimeRange {
  first: Instant;
  last: Instant;
}

/** Readings of one plant that wait to be appended together, and who waits for them. */
export class PendingEnvelope {
  readonly head: EnvelopeHead;
  readonly receivedAt: Instant;
  /** Size of its record. */
  encodedBytes = 0;
  #count = 0;
  readonly #parts: Part[] = [];
  readonly #times = new Map<Id, TimeRange>();

  constructor(head: EnvelopeHead, receivedAt: Instant) {
    this.head = head;
    this.receivedAt = receivedAt;
  }

  /**
   * Whether the readings may join. One that may be there already (same device, not outside the times held) may
   * not: in a later envelope it counts as the later one, as it should.
   */
  canTake(readings: readonly PackedReading[]): boolean {
    for (const { deviceId, measuredAt } of readings) {
      const held = this.#times.get(deviceId);
      if (held && measuredAt >= held.first && measuredAt <= held.last) return false;
    }
    return true;
  }

  /** Memory it takes, who waits for it included. */
  get bytes(): number {
    return this.encodedBytes + this.#count * MEMORY_BYTES;
  }

  add(part: Part): void {
    this.#parts.push(part);
    this.#count += part.readings.length;
    for (const { deviceId, measuredAt, packed } of part.readings) {
      this.encodedBytes += ENCODED_BYTES + packed.length;
      const held = this.#times.get(deviceId);
      if (!held) this.#times.set(deviceId, { first: measuredAt, last: measuredAt });
      else if (measuredAt > held.last) held.last = measuredAt;
      else if (measuredAt < held.first) held.first = measuredAt;
    }
  }

  /** The stream's record: key is the plant. */
  record(): StreamRecord {
    const { tenantId, plantId, source, replyTo } = this.head;
    const readings =
      this.#parts.length === 1 && this.#parts[0]
        ? this.#parts[0].readings
        : this.#parts.flatMap((part) => part.readings);
    const value = encodeEnvelope({
      tenantId,
      plantId,
      receivedAt: this.receivedAt,
      source,
      ...(replyTo === undefined ? {} : { replyTo }),
      readings,
    });
    return { key: plantId, value };
  }

  /** Tells everyone who waits. */
  settle(error: Error | null): void {
    for (const { waiter, results } of this.#parts) waiter.settled(error, error ? [] : results);
  }
}
