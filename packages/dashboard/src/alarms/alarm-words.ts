import type { OpenAlarm } from "../api/types.ts";
import type { ConditionWords } from "../status/condition-line.tsx";
import { STATUS_WORDS } from "../status/status.ts";

type Look = Omit<ConditionWords, "detail">;

const SILENT = { shape: STATUS_WORDS.silent.shape, tone: "silent" } as const;
const WATCH = { shape: STATUS_WORDS.watch.shape, tone: "watch" } as const;
const FAULT = { shape: STATUS_WORDS.fault.shape, tone: "fault" } as const;
const WAITING = { shape: "◷", tone: "waiting" } as const;

const KINDS: Readonly<Record<string, Look>> = {
  communication_lost: { ...SILENT, word: STATUS_WORDS.silent.word },
  device_silent: { ...SILENT, word: "Device silent" },
  link_needs_login: { ...FAULT, word: "Vendor needs login" },
  link_quota_gone: { ...WAITING, word: "Vendor quota spent" },
  link_format_changed: { ...WATCH, word: "Vendor format changed" },
  link_vendor_down: { ...SILENT, word: "Vendor does not answer" },
};

/** Shapes and colours of kinds that this page does not know yet. */
const SEVERITIES: Readonly<Record<string, Omit<Look, "word">>> = {
  critical: FAULT,
  info: WAITING,
};

/** An alarm in a word, a shape and a colour. */
export function alarmWords({ kind, severity, values }: OpenAlarm): ConditionWords {
  const unknown = { ...(SEVERITIES[severity] ?? WATCH), word: sentence(kind) };
  const reason = values.find(({ name }) => name === "reason")?.text ?? null;
  return { ...(KINDS[kind] ?? unknown), detail: reason };
}

function sentence(kind: string): string {
  const words = kind.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const WORST_FIRST = ["critical", "warning", "info"];

/** The worst first, of those alike the newest; without what another one of the list explains. */
export function shownAlarms(alarms: readonly OpenAlarm[]): OpenAlarm[] {
  const there = new Set(alarms.map(({ id }) => id));
  return alarms
    .filter(({ parentId }) => parentId === null || !there.has(parentId))
    .toSorted((a, b) => rank(a) - rank(b) || Date.parse(b.since) - Date.parse(a.since));
}

function rank({ severity }: OpenAlarm): number {
  const place = WORST_FIRST.indexOf(severity);
  return place === -1 ? WORST_FIRST.length : place;
}
