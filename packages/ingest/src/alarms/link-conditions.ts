import type { AlarmKind, AlarmSeverity, Id, Link, LinkHealth } from "@solarmon/core";
import type { AlarmLimits } from "./alarm-limits.ts";
import { type Condition, keyOf } from "./condition.ts";

/** How the connectors kit begins the reason of a link whose vendor answers otherwise than before. */
const FORMAT_CHANGED = "vendor format changed";
const MAX_REASON = 500;

/** Of a link, what stops it first. */
const LINK_KINDS = [
  "link_needs_login",
  "link_vendor_down",
  "link_quota_gone",
  "link_format_changed",
  "communication_lost",
] as const satisfies readonly AlarmKind[];

type LinkKind = Exclude<(typeof LINK_KINDS)[number], "communication_lost">;

/** Keys of the alarms of a link that explain why its plants are silent. */
export function linkAlarmKeys(id: Id): string[] {
  return LINK_KINDS.map((kind) => keyOf({ kind, subject: { type: "link", id, name: "" } }));
}

interface Rule {
  readonly kind: LinkKind;
  readonly severity: AlarmSeverity;
  /** It is wrong, if it has been for `longerThan`. */
  readonly isThere: (link: Link, now: number) => boolean;
  /** In these it is well, else nobody knows. */
  readonly over: readonly LinkHealth[];
  readonly longerThan: (limits: AlarmLimits) => number;
}

const RULES: readonly Rule[] = [
  {
    kind: "link_needs_login",
    severity: "critical",
    isThere: ({ status }) => status.health === "needs_login",
    over: ["ok", "degraded"],
    longerThan: () => 0,
  },
  {
    kind: "link_vendor_down",
    severity: "warning",
    isThere: ({ status }) => status.health === "unreachable",
    over: ["ok", "degraded", "needs_login", "waiting_for_quota"],
    longerThan: ({ vendorDownMs }) => vendorDownMs,
  },
  {
    kind: "link_quota_gone",
    severity: "info",
    isThere: ({ status }) => status.health === "waiting_for_quota",
    over: ["ok", "degraded", "needs_login"],
    longerThan: ({ quotaGoneMs }) => quotaGoneMs,
  },
  {
    kind: "link_format_changed",
    severity: "warning",
    isThere: ({ status }) => status.health === "degraded" && saysFormatChanged(status.reason),
    over: ["ok", "degraded"],
    longerThan: () => 0,
  },
];

function saysFormatChanged(reason: string | null): boolean {
  return reason?.includes(FORMAT_CHANGED) ?? false;
}

/** What may be wrong with a link, by how its jobs say that it is getting on. */
export function linkConditions(link: Link, now: number, limits: AlarmLimits): Condition[] {
  return RULES.map((rule) => ({
    kind: rule.kind,
    severity: rule.severity,
    subject: { type: "link", id: link.id, name: link.name },
    plantId: onlyPlantOf(link),
    state: stateOf(rule, link, now, limits),
    overAt: now,
    isNews: true,
    evidence: {
      since: lastGoodAt(link),
      values: {
        vendor: link.vendor,
        health: link.status.health,
        reason: link.status.reason?.slice(0, MAX_REASON) ?? null,
        untilAt: link.status.until,
        plants: new Set(link.sites.map(({ plantId }) => plantId)).size,
      },
      threshold: { withoutAnswerMs: rule.longerThan(limits) },
    },
    explainedBy: [],
  }));
}

function stateOf(rule: Rule, link: Link, now: number, limits: AlarmLimits): Condition["state"] {
  if (rule.isThere(link, now))
    return now - lastGoodAt(link) >= rule.longerThan(limits) ? "there" : "unsure";
  return rule.over.includes(link.status.health) ? "over" : "unsure";
}

/** The last answer that was as it should be, or when the link was made. */
function lastGoodAt({ status, createdAt }: Link): number {
  return status.lastPolledAt ?? createdAt;
}

/** The plant that a link reads, where it reads one. */
function onlyPlantOf({ sites }: Link): Id | null {
  const plants = new Set(sites.map(({ plantId }) => plantId));
  const [only] = plants;
  return plants.size === 1 && only !== undefined ? only : null;
}
