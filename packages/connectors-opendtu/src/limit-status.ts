import {
  type DecodedReading,
  isJsonObject,
  objectOf,
  type ProblemList,
  readField,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { LIMIT_RULE } from "./points.ts";

/** Readings of `/api/limit/status`: serial number → limit. */
export function readLimitStatus(
  reply: unknown,
  receivedAt: Instant,
  problems: ProblemList,
): DecodedReading[] {
  if (!isJsonObject(reply)) {
    problems.add("", "malformed", "expected an object of inverters by serial number");
    return [];
  }
  return Object.entries(reply).flatMap(([deviceId, raw]): DecodedReading[] => {
    const values: ValueMap = {};
    const { limit_relative: limit, limit_set_status: state } = objectOf(raw) ?? {};
    if (limit === undefined || limit === null)
      problems.add(`/${deviceId}`, "missing_field", "no limit_relative");
    else if (limit === 0 && state !== undefined && state !== "Ok")
      problems.add(`/${deviceId}`, "sentinel", "0 before the inverter has told its limit");
    else readField(limit, LIMIT_RULE, values, problems, `/${deviceId}/limit_relative`);
    if (Object.keys(values).length === 0) return [];
    return [{ deviceId, kind: "inverter", measuredAt: receivedAt, values }];
  });
}
