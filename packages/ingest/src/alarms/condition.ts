import type {
  Alarm,
  AlarmEvidence,
  AlarmKind,
  AlarmSeverity,
  AlarmSubject,
  Id,
  Instant,
} from "@solarmon/core";

/** Something that may be wrong, as it is now. Of a kind and subject there is one. */
export interface Condition {
  readonly kind: AlarmKind;
  readonly severity: AlarmSeverity;
  readonly subject: AlarmSubject;
  /** `null` when it concerns several plants. */
  readonly plantId: Id | null;
  /**
   * - `there` it is wrong · `over` it is well
   * - `unsure` neither is sure, e.g. silence at night: no alarm is raised for it, and none ends
   */
  readonly state: "there" | "unsure" | "over";
  /** The newest sign of its being over: an alarm ends once such signs have come for long enough, not by one of them. */
  readonly overAt: Instant;
  /** Whether a new alarm may be raised for it: not where another explains it, or where it is no news. */
  readonly isNews: boolean;
  readonly evidence: AlarmEvidence;
  /** Keys of conditions whose alarm explains this one, the nearest first. */
  readonly explainedBy: readonly string[];
}

/** Tells conditions of a tenant apart. */
export function keyOf({ kind, subject }: Pick<Alarm, "kind" | "subject">): string {
  return `${kind} ${subject.type} ${subject.id}`;
}
