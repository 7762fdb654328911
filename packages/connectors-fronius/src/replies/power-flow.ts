import {
  type JsonObject,
  objectOf,
  type ProblemList,
  readNumber,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { QUALITY } from "@solarmon/core";
import {
  FLOW_INVERTER_RULES,
  FLOW_SOC_RULES,
  SITE_BATTERY_RULES,
  SITE_DC_RULES,
  SITE_RULES,
} from "../points.ts";
import type { OpenedReply } from "./envelope.ts";
import { readFirstFields } from "./first-values.ts";
import type { ReadingList } from "./reading-list.ts";

/** Device type of GEN24, Tauro and Verto, whose P_PV is on the DC side. */
const GEN24_TYPE = 1;
const SITE = "/Body/Data/Site";

/** `GetPowerFlowRealtimeData`: the site's own meter, its battery and its inverters at one instant. */
export function decodePowerFlow(
  { data, at }: OpenedReply,
  list: ReadingList,
  problems: ProblemList,
): void {
  const site = objectOf(data["Site"]) ?? {};
  const inverters = Object.entries(objectOf(data["Inverters"]) ?? {}).flatMap(([id, field]) => {
    const record = /^\d+$/u.test(id) ? objectOf(field) : undefined;
    return record === undefined ? [] : [{ id, record }];
  });
  const siteValues: ValueMap = {};
  readFirstFields(site, SITE_RULES, siteValues, problems, SITE);
  const quality = isEstimate(site) ? QUALITY.estimated : undefined;
  list.add("site:local", "meter", at, siteValues, quality);
  addBattery(site, inverters, at, list, problems);
  const [first] = inverters;
  for (const { id, record } of inverters) {
    const values: ValueMap = {};
    const path = `/Body/Data/Inverters/${id}`;
    readFirstFields(record, FLOW_INVERTER_RULES, values, problems, path);
    if (inverters.length === 1 && first !== undefined)
      addSiteValues(site, first.record, values, problems);
    list.add(`inverter:${id}`, "inverter", at, values);
  }
  tellUnread(data, site, inverters.length, problems);
}

type FlowInverter = { readonly id: string; readonly record: JsonObject };

/** GEN24 without a battery says SOC 0: only what flows proves that there is one. */
function addBattery(
  site: JsonObject,
  inverters: readonly FlowInverter[],
  at: number,
  list: ReadingList,
  problems: ProblemList,
): void {
  const values: ValueMap = {};
  readFirstFields(site, SITE_BATTERY_RULES, values, problems, SITE);
  if (values["batteryPower"] === undefined) return;
  const withBattery = inverters.filter(
    ({ record }) => typeof readNumber(record["SOC"]) === "number",
  );
  const [only] = withBattery;
  if (withBattery.length === 1 && only !== undefined)
    readFirstFields(
      only.record,
      FLOW_SOC_RULES,
      values,
      problems,
      `/Body/Data/Inverters/${only.id}`,
    );
  list.add("site:local/battery", "battery", at, values);
}

/** What the site says of its only inverter: older firmware has the counters there alone. */
function addSiteValues(
  site: JsonObject,
  inverter: JsonObject,
  values: ValueMap,
  problems: ProblemList,
): void {
  const counters = FLOW_INVERTER_RULES.filter((rule) => rule.field !== "P");
  readFirstFields(site, counters, values, problems, SITE);
  if (isDcSide(site, inverter)) readFirstFields(site, SITE_DC_RULES, values, problems, SITE);
}

function isDcSide(site: JsonObject, inverter: JsonObject): boolean {
  return site["Mode"] === "bidirectional" || inverter["DT"] === GEN24_TYPE;
}

/** A pulse meter in the load path: the grid's power is worked out, not measured. */
function isEstimate(site: JsonObject): boolean {
  return site["Mode"] === "vague-meter";
}

function tellUnread(
  data: JsonObject,
  site: JsonObject,
  inverterCount: number,
  problems: ProblemList,
): void {
  const loads = Object.values(objectOf(data["Smartloads"]) ?? {});
  if (loads.some((load) => Object.keys(objectOf(load) ?? {}).length > 0))
    problems.add("/Body/Data/Smartloads", "unknown_field", "heaters have no point");
  if (Object.keys(objectOf(data["SecondaryMeters"]) ?? {}).length > 0)
    problems.add("/Body/Data/SecondaryMeters", "unknown_field", "ask meter-data for their values");
  if (typeof site["P_PV"] === "number" && inverterCount !== 1)
    problems.add(`${SITE}/P_PV`, "unknown_field", "the sum of several inverters has no point");
}
