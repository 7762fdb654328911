import type {
  Catalog,
  Clock,
  Id,
  Instant,
  Quarantine,
  Refusal,
  Source,
  StreamWriter,
  TenantScope,
} from "@solarmon/core";
import type { CheckLimits } from "../check/check-limits.ts";
import type { ReadingResult } from "../check/reading-result.ts";

/** A message with readings, from someone who has proven who he is. */
export interface Submission {
  readonly scope: TenantScope;
  readonly plantId: Id;
  /** `null`: a gateway, may name any device of the plant. */
  readonly deviceId: Id | null;
  /** Device of the topic: the one meant by readings that name none. */
  readonly topicDeviceId?: Id | undefined;
  readonly source: Source;
  readonly receivedAt: Instant;
  /** Parsed JSON: one reading, an array, `{"readings":[…]}`, or SenML. */
  readonly payload: unknown;
  /** Names who waits for the verdicts of the processor. Such a submission travels alone. */
  readonly replyTo?: string | undefined;
  /** A retained message is a last-known value: without a measured time it is not stored as new. */
  readonly isRetained?: boolean | undefined;
}

/** Who is told what became of a submission. Called once, maybe before `submit` returns. */
export interface SubmissionWaiter {
  /**
   * @param error - why nothing was acknowledged; `null`: what was accepted is durable
   * @param results - one per reading; empty with an error
   */
  settled(error: Error | null, results: readonly ReadingResult[]): void;
}

/** Input that is no submission: not JSON, too large, for a topic of someone else. */
export interface RefusedMessage {
  /** Tenant of the sender, never that of the topic. */
  readonly scope: TenantScope;
  readonly plantId: Id;
  readonly deviceId: Id | null;
  readonly source: Source;
  readonly receivedAt: Instant;
  readonly refusal: Refusal;
  /** The refused piece as text; cut to 4 kB. */
  readonly sample: string;
}

/** Running totals since the start. */
export interface IntakeCounts {
  readonly acceptedReadings: number;
  readonly refusedReadings: number;
  /** Points and messages put into quarantine, or dropped from it for lack of room. */
  readonly refusals: number;
  readonly quarantineDropped: number;
  /** Accepted, not durable yet [bytes]. */
  readonly pendingBytes: number;
  /** `true` while the stream takes nothing (disk full, broker down) and acks are held back. */
  readonly isBlocked: boolean;
}

/** The way into the stream, shared by all doors. */
export interface Intake extends AsyncDisposable {
  /**
   * Resolves when what was accepted is durable. One result per reading, in order.
   *
   * @throws `storage_full`, `unavailable` or `rate_limited` when nothing was acknowledged; send it again later
   */
  accept(submission: Submission): Promise<readonly ReadingResult[]>;
  /** For doors with many small messages that hold back their acks: keeps trying until the stream takes it. */
  submit(submission: Submission, waiter: SubmissionWaiter): void;
  /** Records input that cannot be a submission. Never throws, never blocks. */
  refuse(message: RefusedMessage): void;
  /** Whether a door must stop reading until {@link whenRoom} calls back. */
  readonly isFull: boolean;
  /** Calls back once there is room again (at once when there is). */
  whenRoom(callback: () => void): void;
  readonly counts: IntakeCounts;
}

export interface IntakeLimits {
  /** Memory of what is accepted but not yet durable [bytes]; over it doors wait. Default 64 MiB. */
  readonly pendingBytes: number;
  /** Size at which an envelope is closed [bytes]. Default 256 KiB. */
  readonly envelopeBytes: number;
  /** How long what is known of a plant's devices is used without asking again [ms]. Default 5 s. */
  readonly directoryMaxAgeMs: number;
  /** An unknown device makes the directory be read again at most this often, per plant [ms]. Default 500. */
  readonly directoryMissMs: number;
  /** Longest pause between two tries of a stream that takes nothing [ms]. Default 1 s. */
  readonly retryMaxMs: number;
}

export interface IntakeOptions {
  readonly stream: StreamWriter;
  readonly catalog: Catalog;
  readonly quarantine: Quarantine;
  readonly clock: Clock;
  readonly limits?: Partial<IntakeLimits & CheckLimits>;
  /** Told how many readings of a tenant were refused, a message that is none counting as one. */
  readonly onRefused?: (scope: TenantScope, readings: number) => void;
  /** Told of faults that nobody else hears of: the stream takes nothing, the quarantine cannot be written. */
  readonly onError?: (error: Error) => void;
}

export const DEFAULT_INTAKE_LIMITS: IntakeLimits = {
  pendingBytes: 64 * 1024 * 1024,
  envelopeBytes: 256 * 1024,
  directoryMaxAgeMs: 5_000,
  directoryMissMs: 500,
  retryMaxMs: 1_000,
};
