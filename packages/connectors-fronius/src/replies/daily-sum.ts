import {
  type DecodeContext,
  type JsonObject,
  objectOf,
  type ProblemList,
  readField,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { calendarOf, DAY_MS, type Instant } from "@solarmon/core";
import { DAILY_SUM_RULE } from "../points.ts";
import type { ArchiveNode } from "./archive-node.ts";
import type { ReadingList } from "./reading-list.ts";

/** The days of a node of the archive. */
export interface DailySums {
  readonly node: ArchiveNode;
  readonly start: Instant;
  readonly channels: JsonObject;
  readonly path: string;
}

/**
 * `SeriesType=DailySum`: the energy of each local day, as the counter of the day showed at the day's last millisecond;
 * of a day that is not over, at the time of the reply.
 */
export function addDailySums(
  { node, start, channels, path }: DailySums,
  repliedAt: Instant,
  { timeZone }: DecodeContext,
  list: ReadingList,
  problems: ProblemList,
): void {
  const channel = objectOf(channels[DAILY_SUM_RULE.field]);
  const unit = textOf(channel?.["Unit"]) ?? DAILY_SUM_RULE.unit;
  for (const [offset, raw] of Object.entries(objectOf(channel?.["Values"]) ?? {})) {
    const dayAt = start + Number(offset) * 1_000;
    if (raw === null || !Number.isFinite(dayAt)) continue;
    const values: ValueMap = {};
    const here = `${path}/${DAILY_SUM_RULE.field}/Values/${offset}`;
    if (!readField(raw, DAILY_SUM_RULE, values, problems, here, unit)) continue;
    const lastAt = lastOfDay(start, dayAt, timeZone);
    list.add(node.deviceId, node.kind, Math.min(lastAt, Math.max(dayAt, repliedAt)), values);
  }
}

/** By the site's zone where the series begins with a day of it; else after 24 hours, because the zone was not told. */
function lastOfDay(start: Instant, dayAt: Instant, timeZone: string): Instant {
  const calendar = calendarOf(timeZone);
  const isZone = calendar.day(start).start === start;
  return (isZone ? calendar.day(dayAt + DAY_MS / 2).end : dayAt + DAY_MS) - 1;
}
