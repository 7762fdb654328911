import type { Id, PackedReading, TenantScope } from "@solarmon/core";
import type { Submission, SubmissionWaiter } from "./intake.ts";
import { PendingEnvelope } from "./pending-envelope.ts";
import type { PlantDirectory } from "./plant-directory.ts";

/** Largest step by which the received times of a plant's envelopes may run ahead of the clock [ms]. */
const AHEAD_MS = 1_000;

export interface Waiting {
  readonly submission: Submission;
  readonly waiter: SubmissionWaiter;
  /** Waits until the stream takes it, however long; the others hear of the first failure. */
  readonly isPatient: boolean;
}

/** What the intake keeps per plant. */
export class PlantLane {
  readonly scope: TenantScope;
  readonly plantId: Id;
  readonly directory: PlantDirectory;
  /** Submissions that wait for the directory, in order. */
  readonly queue: Waiting[] = [];
  isLoading = false;
  /** Submissions that name an unknown device, which may be new. Those behind them do not wait. */
  readonly missed: Waiting[] = [];
  isRereading = false;
  /** The newest envelope, while more readings may join it. */
  open: PendingEnvelope | null = null;
  #lastReceivedAt = 0;

  constructor(scope: TenantScope, plantId: Id, directory: PlantDirectory) {
    this.scope = scope;
    this.plantId = plantId;
    this.directory = directory;
  }

  /** The envelope that the readings go into: the open one if they may join it, else a new one. */
  envelopeFor(
    { submission, isPatient }: Waiting,
    readings: readonly PackedReading[],
    maxBytes: number,
  ): { envelope: PendingEnvelope; isNew: boolean } {
    const open = this.open;
    const isFit =
      open !== null &&
      open.head.source === submission.source &&
      open.head.isPatient === isPatient &&
      open.head.replyTo === undefined &&
      submission.replyTo === undefined &&
      open.encodedBytes < maxBytes &&
      open.canTake(readings);
    if (isFit) return { envelope: open, isNew: false };
    this.open = this.#start(submission, isPatient);
    return { envelope: this.open, isNew: true };
  }

  /**
   * A new envelope for readings of such a sender. Received times of a plant rise from envelope to envelope, so that
   * of two corrections in one millisecond the later one wins.
   */
  #start(submission: Submission, isPatient: boolean): PendingEnvelope {
    const { receivedAt, source, replyTo } = submission;
    const next = this.#lastReceivedAt + 1;
    const isAhead = next > receivedAt && next - receivedAt <= AHEAD_MS;
    this.#lastReceivedAt = isAhead ? next : receivedAt;
    const { tenantId } = this.scope;
    const head = { tenantId, plantId: this.plantId, source, replyTo, isPatient };
    return new PendingEnvelope(head, this.#lastReceivedAt);
  }
}
