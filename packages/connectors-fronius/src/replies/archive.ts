import {
  type DecodeContext,
  type JsonObject,
  objectOf,
  parseInstant,
  type ProblemList,
  readField,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { describeStatus } from "../errors.ts";
import { DAILY_SUM_RULE } from "../points.ts";
import { type ArchiveNode, archiveNodeOf, isElsewhere, LOCATION_CHANNEL } from "./archive-node.ts";
import { addDailySums } from "./daily-sum.ts";
import type { OpenedReply } from "./envelope.ts";
import { tellUnknown } from "./first-values.ts";
import type { ReadingList } from "./reading-list.ts";

const NO_TELEMETRY: ReadonlySet<string> = new Set(["TimeSpanInSec", LOCATION_CHANNEL]);

const COUNTERS: ReadonlySet<string> = new Set(["gridImportEnergyTotal", "gridExportEnergyTotal"]);

/** `GetArchiveData`: channels by seconds since the start, so that change days need no rule. */
export function decodeArchive(
  { data, asked, at }: OpenedReply,
  list: ReadingList,
  problems: ProblemList,
  context: DecodeContext,
): void {
  const areDays = textOf(asked["SeriesType"])?.toLowerCase() === "dailysum";
  if (Object.keys(data).length === 0)
    problems.add("/Body/Data", "no_telemetry", "nothing was kept of the span");
  for (const [name, field] of Object.entries(data)) {
    const path = `/Body/Data/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const record = objectOf(field) ?? {};
    const channels = objectOf(record["Data"]);
    const start = parseInstant(textOf(record["Start"]) ?? "");
    if (isRefused(record, path, problems)) continue;
    const node = archiveNodeOf(name);
    if (channels === undefined || start === null)
      problems.add(path, "malformed", "a node without Data, or without a Start with its offset");
    else if (areDays) {
      tellUnknown(channels, [DAILY_SUM_RULE], NO_TELEMETRY, problems, `${path}/Data`);
      const sums = { node, start, channels, path: `${path}/Data` };
      if (node.kind === "inverter") addDailySums(sums, at, context, list, problems);
    } else addNode(placed(node, channels, path, problems), start, channels, path, list, problems);
  }
}

/** The archive keeps a status for every node. */
function isRefused(record: JsonObject, path: string, problems: ProblemList): boolean {
  const status = objectOf(record["Status"]);
  const code = status?.["Code"];
  if (typeof code !== "number" || code === 0) return false;
  problems.add(`${path}/Status`, "vendor_error", describeStatus(code, textOf(status?.["Reason"])));
  return true;
}

/** A meter's counters are the grid's unless it is told to stand elsewhere. */
function placed(
  node: ArchiveNode,
  channels: JsonObject,
  path: string,
  problems: ProblemList,
): ArchiveNode {
  if (node.kind !== "meter" || !isElsewhere(channels)) return node;
  const detail = "not at the feed-in point: its counters are not the grid's";
  problems.add(`${path}/Data/${LOCATION_CHANNEL}`, "unsupported", detail);
  return { ...node, rules: node.rules.filter(({ point }) => !COUNTERS.has(point)) };
}

function addNode(
  { deviceId, kind, rules }: ArchiveNode,
  start: Instant,
  channels: JsonObject,
  path: string,
  list: ReadingList,
  problems: ProblemList,
): void {
  tellUnknown(channels, rules, NO_TELEMETRY, problems, `${path}/Data`);
  const rows = new Map<number, ValueMap>();
  for (const rule of rules) {
    const channel = objectOf(channels[rule.field]);
    const unit = textOf(channel?.["Unit"]) ?? rule.unit;
    for (const [offset, raw] of Object.entries(objectOf(channel?.["Values"]) ?? {})) {
      const seconds = Number(offset);
      if (raw === null || !Number.isFinite(seconds)) continue;
      const values = rows.get(seconds) ?? {};
      rows.set(seconds, values);
      readField(raw, rule, values, problems, `${path}/Data/${rule.field}/Values/${offset}`, unit);
    }
  }
  for (const [seconds, values] of [...rows].toSorted(([a], [b]) => a - b))
    list.add(deviceId, kind, start + seconds * 1_000, values);
}
