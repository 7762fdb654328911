import { setTimeout } from "node:timers/promises";
import { SolarmonError, RateLimitedError, type Id } from "@solarmon/core";
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
import { PlantDirectory } from "./plant-directory.ts";
import { PlantLane, type Waiting } from "./plant-lane.ts";
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
  readonly #options: IntakeOptions;
  readonly #limits: IntakeLimits;
  readonly #check: MessageCheck;
  readonly #feeder: StreamFeeder;
  readonly #box: QuarantineBox;
  readonly #lanes = new Map<Id, Map<Id, PlantLane>>();
  /** Lanes whose envelope may be joined. */
  readonly #openLanes: PlantLane[] = [];
  readonly #waitingForRoom: (() => void)[] = [];
  #waitingForDirectory = 0;
  #acceptedReadings = 0;
  #refusedReadings = 0;
  #refusals = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_INTAKE_LIMITS, ...options.limits };
    this.#check = createMessageCheck(options.limits);
    const onError = options.onError ?? (() => undefined);
    this.#box = new QuarantineBox(options.quarantine, onError);
    this.#feeder = new StreamFeeder({
      stream: options.stream,
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
      this.#enter({ submission, waiter: { settled }, isPatient: false });
    });
  }

  submit(submission: Submission, waiter: SubmissionWaiter): void {
    this.#enter({ submission, waiter, isPatient: true });
  }

  refuse({ scope, refusal, source, ...rest }: RefusedMessage): void {
    this.#refusals++;
    this.#box.add(scope, { ...rest, ...refusal, source: source.name });
  }

  get isFull(): boolean {
    const waitingBytes = this.#waitingForDirectory * WAITING_BYTES;
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
    await this.#feeder.drain();
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

  #enter(waiting: Waiting): void {
    const lane = this.#lane(waiting.submission);
    if (lane.queue.length === 0 && lane.directory.isUsable()) this.#take(lane, waiting, true);
    else this.#queue(lane, waiting);
  }

  #lane({ scope, plantId }: Submission): PlantLane {
    let plants = this.#lanes.get(scope.tenantId);
    if (!plants) this.#lanes.set(scope.tenantId, (plants = new Map()));
    let lane = plants.get(plantId);
    if (!lane) {
      const { catalog, clock } = this.#options;
      const directory = new PlantDirectory(catalog, clock, this.#limits, scope, plantId);
      plants.set(plantId, (lane = new PlantLane(scope, plantId, directory)));
    }
    return lane;
  }

  #queue(lane: PlantLane, waiting: Waiting): void {
    lane.queue.push(waiting);
    this.#waitingForDirectory++;
    if (!lane.isLoading) void this.#loadDirectory(lane);
  }

  #wait(lane: PlantLane, waiting: Waiting): void {
    lane.missed.push(waiting);
    this.#waitingForDirectory++;
    if (!lane.isRereading) void this.#rereadDirectory(lane);
  }

  async #loadDirectory(lane: PlantLane): Promise<void> {
    lane.isLoading = true;
    const failure = await this.#refresh(() => lane.directory.refresh());
    lane.isLoading = false;
    this.#takeAll(lane, lane.queue.splice(0), failure, true);
  }

  async #rereadDirectory(lane: PlantLane): Promise<void> {
    lane.isRereading = true;
    await setTimeout(lane.directory.missDelayMs());
    const failure = await this.#refresh(() => lane.directory.refreshAnew());
    lane.isRereading = false;
    this.#takeAll(lane, lane.missed.splice(0), failure, false);
  }

  async #refresh(read: () => Promise<void>): Promise<SolarmonError | null> {
    try {
      await read();
      return null;
    } catch (cause) {
      const message = "the devices of the plant cannot be read for now; send it again";
      const failure = new SolarmonError("unavailable", message, { cause });
      this.#options.onError?.(failure);
      return failure;
    }
  }

  #takeAll(
    lane: PlantLane,
    list: readonly Waiting[],
    failure: SolarmonError | null,
    mayReread: boolean,
  ): void {
    this.#waitingForDirectory -= list.length;
    for (const waiting of list) {
      if (failure) waiting.waiter.settled(failure, []);
      else this.#take(lane, waiting, mayReread);
    }
    this.#tellRoom();
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
      this.#wait(lane, waiting);
      return;
    }
    this.#count(checked);
    if (checked.refused.length > 0) this.#quarantine(submission, checked);
    if (checked.readings.length === 0) waiter.settled(null, checked.results);
    else this.#addToEnvelope(lane, waiting, checked);
  }

  #addToEnvelope(lane: PlantLane, waiting: Waiting, checked: CheckedMessage): void {
    const { readings, results } = checked;
    const { envelope, isNew } = lane.envelopeFor(waiting, readings, this.#limits.envelopeReadings);
    const bytesBefore = envelope.bytes;
    envelope.add({ waiter: waiting.waiter, readings, results });
    this.#feeder.pendingBytes += envelope.bytes - bytesBefore;
    if (!isNew) return;
    this.#openLanes.push(lane);
    this.#feeder.add(envelope);
  }

  #count({ readings, results, refused }: CheckedMessage): void {
    this.#acceptedReadings += readings.length;
    this.#refusedReadings += results.length - readings.length;
    this.#refusals += refused.length;
  }

  #quarantine(submission: Submission, checked: CheckedMessage): void {
    for (const entry of quarantineEntries(submission, checked.refused))
      this.#box.add(submission.scope, entry);
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
