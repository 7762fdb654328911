import {
  type DecodedReading,
  isJsonObject,
  type JsonObject,
  objectOf,
  type ProblemList,
  readField,
  readNumber,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { SITE_ID } from "./definition.ts";
import { type Group, groupsOf, type InverterGroups } from "./inverter-groups.ts";
import { COUNTER_FIELD, INVERTER_RULES, inputRules, LIMIT_RULE, TOTAL_RULES } from "./points.ts";
import { numberIn, readGroup } from "./read-group.ts";
import { flagOf, statusOf } from "./states.ts";

/** Readings of `/api/livedata/status`, of each inverter and of their sum. */
export function readLivedata(
  reply: unknown,
  receivedAt: Instant,
  problems: ProblemList,
): DecodedReading[] {
  if (!isJsonObject(reply) || !Array.isArray(reply["inverters"])) {
    problems.add(
      "/inverters",
      "missing_field",
      "live data hold a list of inverters; this has none",
    );
    return [];
  }
  const inverters = reply["inverters"].filter(isJsonObject);
  const readings = inverters.map((inverter, index) =>
    readInverter(inverter, `/inverters/${index}`, receivedAt, problems),
  );
  readings.push(readTotal(objectOf(reply["total"]), inverters, receivedAt, problems));
  return readings.filter((reading) => reading !== undefined);
}

function readInverter(
  inverter: JsonObject,
  path: string,
  receivedAt: Instant,
  problems: ProblemList,
): DecodedReading | undefined {
  const deviceId = textOf(inverter["serial"]);
  if (deviceId === undefined) {
    problems.add(`${path}/serial`, "missing_field", "an inverter without a serial number");
    return undefined;
  }
  const groups = groupsOf(inverter, path);
  if (groups.whole.length + groups.inputs.length === 0) {
    problems.add(path, "no_telemetry", "listed without values: ask with ?inv=SERIAL for them");
    return undefined;
  }
  const values = valuesOf(inverter, groups, path, problems);
  if (Object.keys(values).length === 0) return undefined;
  return { deviceId, kind: "inverter", measuredAt: receivedAt - ageMsOf(inverter), values };
}

function valuesOf(
  inverter: JsonObject,
  groups: InverterGroups,
  path: string,
  problems: ProblemList,
): ValueMap {
  const values: ValueMap = {};
  if (isBlank(groups, flagOf(inverter["reachable"]) === false)) {
    const detail = "every voltage is 0: zeros of the gateway, which has not heard the inverter yet";
    problems.add(path, "sentinel", detail);
    const rules = INVERTER_RULES.filter(({ field }) => field === COUNTER_FIELD);
    for (const group of groups.whole)
      readGroup(only(group, COUNTER_FIELD), rules, values, problems);
    return values;
  }
  for (const group of groups.whole) readGroup(group, INVERTER_RULES, values, problems);
  for (const [index, group] of groups.inputs.entries())
    readGroup(group, inputRules(index + 1), values, problems);
  readLimit(inverter, values, problems, path);
  const status = statusOf(flagOf(inverter["producing"]));
  if (status !== undefined && flagOf(inverter["reachable"]) !== false) values["status"] = status;
  return values;
}

/**
 * An inverter is fed by its modules: while it speaks, some voltage is not 0. After a restart the gateway takes every
 * inverter for reachable, until it has not answered some times.
 */
function isBlank({ whole, inputs }: InverterGroups, isSilent: boolean): boolean {
  const voltages = [...whole, ...inputs].flatMap((group) =>
    Object.keys(group.fields)
      .filter((field) => field.startsWith("Voltage"))
      .map((field) => numberIn(group, field)),
  );
  if (isSilent) return voltages.every((voltage) => (voltage ?? 0) === 0);
  return voltages.length > 0 && voltages.every((voltage) => voltage === 0);
}

function only(group: Group, field: string): Group {
  return {
    path: group.path,
    fields: field in group.fields ? { [field]: group.fields[field] } : {},
  };
}

/** `limit_absolute` −1: the gateway has not heard the limit yet, and `limit_relative` is a made-up 0. */
function readLimit(
  inverter: JsonObject,
  values: ValueMap,
  problems: ProblemList,
  path: string,
): void {
  const limit = inverter["limit_relative"];
  if (limit === undefined || limit === null) return;
  if ((readNumber(inverter["limit_absolute"]) ?? 0) < 0)
    problems.add(`${path}/limit_absolute`, "sentinel", "-1: the limit is not known yet");
  else readField(limit, LIMIT_RULE, values, problems, `${path}/limit_relative`);
}

function ageMsOf(inverter: JsonObject): number {
  const ageMs = readNumber(inverter["data_age_ms"]);
  if (isAge(ageMs)) return Math.floor(ageMs);
  const ageS = readNumber(inverter["data_age"]);
  return isAge(ageS) ? Math.floor(ageS * 1_000) : 0;
}

/** The gateway counts in 32 bits. */
function isAge(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < 2 ** 32;
}

/** The sum is a measurement while every inverter that is asked also answers; its lifetime counter is kept anyway. */
function readTotal(
  total: JsonObject | undefined,
  inverters: readonly JsonObject[],
  receivedAt: Instant,
  problems: ProblemList,
): DecodedReading | undefined {
  if (!total) return undefined;
  const asked = inverters.filter((inverter) => flagOf(inverter["poll_enabled"]) !== false);
  const isWhole =
    asked.length > 0 &&
    asked.every((inverter) => flagOf(inverter["reachable"]) !== false) &&
    numberIn({ path: "/total", fields: total }, COUNTER_FIELD) !== 0;
  const group = { path: "/total", fields: total };
  const values: ValueMap = {};
  readGroup(isWhole ? group : only(group, COUNTER_FIELD), TOTAL_RULES, values, problems);
  if (!isWhole)
    problems.add(
      "/total",
      "sentinel",
      "not all inverters are reachable, or none was heard: their sum is not whole",
    );
  if (Object.keys(values).length === 0) return undefined;
  const ageMs = asked.length === 0 ? 0 : Math.min(...asked.map(ageMsOf));
  return { deviceId: SITE_ID, kind: "logger", measuredAt: receivedAt - ageMs, values };
}
