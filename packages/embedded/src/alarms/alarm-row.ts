import type { Alarm } from "@solarmon/core";
import type { AlarmRow } from "../catalog/tables.ts";

export function toAlarm(row: AlarmRow): Alarm {
  const { subjectType: type, subjectId: id, evidence, resolution, ...rest } = row;
  const why: Alarm["evidence"] = JSON.parse(evidence);
  const end: Alarm["resolution"] = resolution === null ? null : JSON.parse(resolution);
  return { ...rest, subject: { type, id }, evidence: why, resolution: end };
}
