import { RateLimitedError, SolarmonError } from "@solarmon/core";
import { createMessageCheck, type MessageCheck } from "../check/message-check.ts";
import type { CheckedMessage, ReadingResult } from "../check/reading-result.ts";
import {
  DEFAULT_INTAKE_LIMITS,
  type Intake,
  type IntakeCounts,
  type IntakeLimits,
  type IntakeOptions,
  type RefusedMessage,
  type Submission,
  type SubmissionWaiter,
} from "./intake.ts";
import type { PlantLane, Waiting } from "./plant-lane.ts";
import { PlantLanes } from "./plant-lanes.ts";
import { QuarantineBox } from "./quarantine-box.ts";
import { quarantineEntries } from "./refused-pieces.ts";
import { StreamFeeder } from "./stream-feeder.ts";

/** What a submission that waits for its directory counts for [bytes]. */
const WAITING_BYTES = 2_048;
const RETRY_AFTER_MS = 1_000;

/** The intake of one process: check → envelopes per plant → stream. Does nothing until something is handed in. */
export function createIntake(options: IntakeOptions): Intake {
  return new StreamIntake(options);
}

class StreamIntake implements Intake {
  readonly #limits: IntakeLimits;
  readonly #check: MessageCheck;
  readonly #feeder: StreamFeeder;
  readonly #box: QuarantineBox;
  readonly #lanes: PlantLanes;
  readonly #onRefused: IntakeOptions["onRefused"];
  /** Lanes whose envelope may be joined. */
  readonly #openLanes: PlantLane[] = [];
  readonly #waitingForRoom: (() => void)[] = [];
  #acceptedReadings = 0;
  #refusedReadings = 0;
  #refusals = 0;

  constructor(options: IntakeOptions) {
    const { stream, catalog, clock, quarantine, onError = () => undefined } = options;
    this.#onRefused = options.onRefused;
    this.#limits = { ...DEFAULT_INTAKE_LIMITS, ...options.limits };
    this.#check = createMessageCheck(options.limits);
    this.#box = new QuarantineBox(quarantine, onError);
    this.#lanes = new PlantLanes({
      catalog,
      clock,
      limits: this.#limits,
      take: (lane, waiting, mayReread) => this.#take(lane, waiting, mayReread),
      onTaken: () => this.#tellRoom(),
      onError,
    });
    this.#feeder = new StreamFeeder({
      stream,
      retryMaxMs: this.#limits.retryMaxMs,
      onClose: () => this.#closeEnvelopes(),
      onSettled: () => this.#tellRoom(),
      onError,
    });
  }

  accept(submission: Submission): Promise<readonly ReadingResult[]> {
    const busy = this.#busy();
    if (busy) return Promise.reject(busy);
    return new Promise((resolve, reject) => {
      const settled: SubmissionWaiter["settled"] = (error, results) =>
        error ? reject(error) : resolve(results);
      this.#lanes.enter({ submission, waiter: { settled }, isPatient: false });
    });
  }

  submit(submission: Submission, waiter: SubmissionWaiter): void {
    this.#lanes.enter({ submission, waiter, isPatient: true });
  }

  refuse({ scope, refusal, source, ...rest }: RefusedMessage): void {
    this.#refusals++;
    this.#onRefused?.(scope, 1);
    this.#box.add(scope, { ...rest, ...refusal, source: source.name });
  }

  get isFull(): boolean {
    const waitingBytes = this.#lanes.waiting * WAITING_BYTES;
    return this.#feeder.pendingBytes + waitingBytes >= this.#limits.pendingBytes;
  }

  whenRoom(callback: () => void): void {
    if (this.isFull) this.#waitingForRoom.push(callback);
    else callback();
  }

  get counts(): IntakeCounts {
    return {
      acceptedReadings: this.#acceptedReadings,
      refusedReadings: this.#refusedReadings,
      refusals: this.#refusals,
      quarantineDropped: this.#box.dropped,
      pendingBytes: this.#feeder.pendingBytes,
      isBlocked: this.#feeder.blockedBy !== null,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#feeder.close();
    await this.#box.drain();
  }

  #busy(): SolarmonError | null {
    const cause = this.#feeder.blockedBy;
    if (cause)
      return new SolarmonError(cause.code, `readings are not taken for now: ${cause.message}`, {
        cause,
        isRetryable: true,
      });
    if (this.isFull)
      return new RateLimitedError("too many readings at once; send them again", RETRY_AFTER_MS);
    return null;
  }

  #take(lane: PlantLane, waiting: Waiting, mayReread: boolean): void {
    const { submission, waiter } = waiting;
    const { deviceId, topicDeviceId, receivedAt, isRetained } = submission;
    const { devices } = lane.directory;
    const checked = this.#check.check(submission.payload, {
      devices,
      deviceId,
      topicDeviceId,
      receivedAt,
      isRetained,
    });
    if (checked.hasUnknownDevice && mayReread) {
      this.#lanes.reread(lane, waiting);
      return;
    }
    this.#count(checked, submission);
    if (checked.refused.length > 0) this.#quarantine(submission, checked);
    if (checked.readings.length === 0) waiter.settled(null, checked.results);
    else this.#addToEnvelope(lane, waiting, checked);
  }

  #addToEnvelope(lane: PlantLane, waiting: Waiting, checked: CheckedMessage): void {
    const { readings, results } = checked;
    const { envelope, isNew } = lane.envelopeFor(waiting, readings, this.#limits.envelopeBytes);
    const bytesBefore = envelope.bytes;
    envelope.add({ waiter: waiting.waiter, readings, results });
    this.#feeder.pendingBytes += envelope.bytes - bytesBefore;
    if (!isNew) return;
    this.#openLanes.push(lane);
    this.#feeder.add(envelope);
  }

  #count({ readings, results, refused }: CheckedMessage, { scope }: Submission): void {
    const refusedReadings = results.length - readings.length;
    this.#acceptedReadings += readings.length;
    this.#refusedReadings += refusedReadings;
    if (refusedReadings > 0) this.#onRefused?.(scope, refusedReadings);
    this.#refusals += refused.length;
  }

  #quarantine(submission: Submission, { refused }: CheckedMessage): void {
    const { plantId, receivedAt, scope } = submission;
    if (!this.#box.hasRoom(plantId, receivedAt)) {
      this.#box.dropped += refused.length;
      return;
    }
    for (const entry of quarantineEntries(submission, refused)) this.#box.add(scope, entry);
  }

  #closeEnvelopes(): void {
    for (const lane of this.#openLanes) lane.open = null;
    this.#openLanes.length = 0;
  }

  #tellRoom(): void {
    if (this.#waitingForRoom.length === 0 || this.isFull) return;
    for (const callback of this.#waitingForRoom.splice(0)) callback();
  }
}
