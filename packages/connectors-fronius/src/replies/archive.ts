import {
  type JsonObject,
  objectOf,
  parseInstant,
  type ProblemList,
  readField,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { DeviceKind, Instant } from "@solarmon/core";
import { describeStatus } from "../errors.ts";
import { ARCHIVE_RULES } from "../points.ts";
import type { OpenedReply } from "./envelope.ts";
import { tellUnknown } from "./first-values.ts";
import type { ReadingList } from "./reading-list.ts";

const NO_TELEMETRY: ReadonlySet<string> = new Set(["TimeSpanInSec"]);

/** `GetArchiveData`: channels by seconds since the start, so that change days need no rule. */
export function decodeArchive(
  { data }: OpenedReply,
  list: ReadingList,
  problems: ProblemList,
): void {
  for (const [node, field] of Object.entries(data)) {
    const path = `/Body/Data/${node.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const record = objectOf(field) ?? {};
    const channels = objectOf(record["Data"]);
    const start = parseInstant(textOf(record["Start"]) ?? "");
    if (isRefused(record, path, problems)) continue;
    if (channels === undefined || start === null)
      problems.add(path, "malformed", "a node without Data, or without a Start with its offset");
    else addNode(keyOfNode(node), start, channels, path, list, problems);
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

/** `inverter/1` as the other replies name it; meters carry their serial number. */
function keyOfNode(node: string): { readonly deviceId: string; readonly kind: DeviceKind } {
  const [family = "", id = ""] = node.split("/");
  if (family === "inverter") return { deviceId: `inverter:${id}`, kind: "inverter" };
  return { deviceId: id === "" ? node : id, kind: family === "meter" ? "meter" : "logger" };
}

function addNode(
  { deviceId, kind }: { readonly deviceId: string; readonly kind: DeviceKind },
  start: Instant,
  channels: JsonObject,
  path: string,
  list: ReadingList,
  problems: ProblemList,
): void {
  tellUnknown(channels, ARCHIVE_RULES, NO_TELEMETRY, problems, `${path}/Data`);
  const rows = new Map<number, ValueMap>();
  for (const rule of ARCHIVE_RULES) {
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
