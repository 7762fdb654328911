import type { AlarmKind, Instant, ListedAlarm } from "@solarmon/core";
import { clockTime } from "../links/link-words.ts";

/** What is wrong, in words. */
const KIND_WORDS: Readonly<Record<AlarmKind, string>> = {
  communication_lost: "gives nothing",
  device_silent: "gives nothing, others of the plant do",
  link_needs_login: "needs a log-in at the vendor",
  link_quota_gone: "has no calls left at the vendor",
  link_format_changed: "the vendor's replies have changed",
  link_vendor_down: "gets no answer from the vendor",
};

/** An alarm as a row: id, severity, about what, what, since when, state. */
export function alarmRow(
  alarm: ListedAlarm,
  plantNames: ReadonlyMap<string, string>,
  now: Instant,
): string[] {
  const { id, severity, subject, plantId, kind, evidence, foldedCount } = alarm;
  const plant = plantId === null ? undefined : plantNames.get(plantId);
  const isInside = subject.type === "device" && plant !== undefined;
  const about = `${subject.type} ${isInside ? `${plant} / ` : ""}${printable(subject.name)}`;
  const hidden = foldedCount > 0 ? ` (and ${foldedCount} more for it)` : "";
  const what = `${KIND_WORDS[kind]}${hidden}`;
  return [id, severity, about, what, clockTime(evidence.since, now), stateWords(alarm, now)];
}

function stateWords(alarm: ListedAlarm, now: Instant): string {
  const { resolvedAt, resolution, acknowledgedBy, parentId } = alarm;
  if (resolvedAt !== null) {
    const by = resolution?.by ? ` by ${printable(resolution.by)}` : "";
    const reason = resolution?.reason ? `: ${printable(resolution.reason)}` : "";
    return `resolved ${clockTime(resolvedAt, now)}${by}${reason}`;
  }
  const folded = parentId === null ? "" : ", for another one";
  return acknowledgedBy === null
    ? `open${folded}`
    : `seen by ${printable(acknowledgedBy)}${folded}`;
}

/** Names come from outside: on a terminal they must not be more than text. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "�");
}
