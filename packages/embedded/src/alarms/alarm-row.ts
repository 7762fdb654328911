import type { Alarm } from "@solarmon/core";
import type { AlarmRow } from "../catalog/tables.ts";

export function toAlarm(row: AlarmRow): Alarm {
  const { subjectType: type, subjectId: id, subjectName: name, ...others } = row;
  const { evidence, resolution, ...rest } = others;
  const why: Alarm["evidence"] = JSON.parse(evidence);
  const end: Alarm["resolution"] = resolution === null ? null : JSON.parse(resolution);
  return { ...rest, subject: { type, id, name }, evidence: why, resolution: end };
}
