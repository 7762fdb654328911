import { SolarmonError } from "./errors.ts";
import type { Id } from "./ids.ts";
import type { Instant } from "./time.ts";

/**
 * What is wrong. Stores keep it as text: a new kind is a new member here and nothing else.
 *
 * - `communication_lost` a whole plant, or all plants of a link, give nothing
 * - `device_silent` others of the plant are alive, one gives nothing
 * - `link_needs_login` a person must log in again at the vendor · `link_quota_gone` no calls left for long
 * - `link_format_changed` the vendor's replies are not what they were · `link_vendor_down` no answer for long
 */
export type AlarmKind =
  | "communication_lost"
  | "device_silent"
  | "link_needs_login"
  | "link_quota_gone"
  | "link_format_changed"
  | "link_vendor_down";

/** `critical` energy or data are lost until someone acts · `warning` a part is concerned · `info` it ends by itself */
export type AlarmSeverity = "critical" | "warning" | "info";

/** What an alarm is about. */
export interface AlarmSubject {
  readonly type: "plant" | "device" | "link";
  readonly id: Id;
  /** When the alarm was raised, so that the history can tell of what is no more. */
  readonly name: string;
}

/** A number with its unit in the name of its key, a word, or `null` for what is unknown. */
export type AlarmValue = number | string | null;

/** Why an alarm was raised, so that people can check it. Plain data, at most {@link MAX_EVIDENCE} characters as JSON. */
export interface AlarmEvidence {
  /** The condition is there since. */
  readonly since: Instant;
  /** What was seen, e.g. `{ lastHeardAt: 1718000000000 }`. */
  readonly values: Readonly<Record<string, AlarmValue>>;
  /** What it was held against, e.g. `{ silentMs: 3600000 }`. */
  readonly threshold: Readonly<Record<string, AlarmValue>>;
}

/** Longest JSON of an {@link AlarmEvidence} [characters]. */
export const MAX_EVIDENCE = 4_096;

/** How an alarm came to its end. */
export interface AlarmResolution {
  /** `by_itself` the condition was over · `by_hand` a person said so · `subject_gone` what it was about is no more */
  readonly how: "by_itself" | "by_hand" | "subject_gone";
  /** Who; `null` when nobody did. */
  readonly by: string | null;
  readonly reason: string | null;
}

/** Something wrong that people should know of. Of one kind and subject at most one stands in a tenant at a time. */
export interface Alarm {
  readonly id: Id;
  readonly tenantId: Id;
  /** `null` when it concerns several plants. */
  readonly plantId: Id | null;
  readonly subject: AlarmSubject;
  readonly kind: AlarmKind;
  readonly severity: AlarmSeverity;
  readonly raisedAt: Instant;
  readonly evidence: AlarmEvidence;
  /** The alarm that explains this one and hides it; `null` when it stands by itself. */
  readonly parentId: Id | null;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
  /** Open until then. */
  readonly resolvedAt: Instant | null;
  readonly resolution: AlarmResolution | null;
  /** The condition is over since, for the time being: once that has held, the alarm ends. */
  readonly clearSince: Instant | null;
  /** The condition has ended. An alarm that was resolved by hand stands until then, so that it is not raised again. */
  readonly endedAt: Instant | null;
}

/** An alarm to be raised. Its id is made by who raises it, so that others can be folded under it at once. */
export type NewAlarm = Pick<
  Alarm,
  "id" | "tenantId" | "plantId" | "subject" | "kind" | "severity" | "raisedAt" | "evidence"
>;

const MAX_REASON = 1_000;

/**
 * Stores call this before they resolve by hand.
 *
 * @returns the reason without blanks around it
 * @throws {@link SolarmonError} `invalid_argument` without a reason, or with one of over 1,000 characters
 */
export function requireReason(reason: string): string {
  const text = reason.replaceAll("\0", "").toWellFormed().trim();
  if (text !== "" && text.length <= MAX_REASON) return text;
  throw new SolarmonError(
    "invalid_argument",
    `resolving an alarm by hand needs a reason of 1 to ${MAX_REASON} characters`,
  );
}

/**
 * The evidence as stores keep it.
 *
 * @throws {@link SolarmonError} `too_large` over {@link MAX_EVIDENCE}
 */
export function evidenceText(evidence: AlarmEvidence): string {
  const text = JSON.stringify(evidence);
  if (text.length <= MAX_EVIDENCE) return text;
  throw new SolarmonError(
    "too_large",
    `the evidence of an alarm is over ${MAX_EVIDENCE} characters`,
  );
}
