import { type FieldRule, type JsonObject, objectOf, readNumber } from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";
import { ARCHIVE_METER_RULES, ARCHIVE_RULES } from "../points.ts";
import { serialOf } from "../serial-of.ts";

/** What a node of the archive is, and which of its channels have a point. */
export interface ArchiveNode {
  readonly deviceId: string;
  readonly kind: DeviceKind;
  readonly rules: readonly FieldRule[];
}

/** `inverter/1` as the other replies name it; `meter:16220118` by its serial number, as they do, too. */
export function archiveNodeOf(name: string): ArchiveNode {
  const [, family = "", id = ""] = /^([^/:]*)[/:](.*)$/u.exec(name) ?? [];
  if (family === "inverter")
    return { deviceId: `inverter:${id}`, kind: "inverter", rules: ARCHIVE_RULES };
  const isMeter = family === "meter";
  const deviceId = id === "" ? name : (serialOf(id) ?? `${family}:${id}`);
  return isMeter
    ? { deviceId, kind: "meter", rules: ARCHIVE_METER_RULES }
    : { deviceId, kind: "logger", rules: [] };
}

/** The channel that tells where a meter stands. */
export const LOCATION_CHANNEL = "Meter_Location_Current";

/** Whether a meter is known to stand elsewhere than at the feed-in point: its counters are not the grid's. */
export function isElsewhere(channels: JsonObject): boolean {
  const values = Object.values(objectOf(objectOf(channels[LOCATION_CHANNEL])?.["Values"]) ?? {});
  return values.some((value) => (readNumber(value) ?? 0) !== 0);
}
