import {
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  readField,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { resolutionOf } from "../buckets.ts";
import { type DecodeCall, lacks } from "../decode-call.ts";
import {
  SITE_ENERGY,
  SITE_POWER,
  type SeriesRule,
  V1_CURRENT_POWER,
  V1_DAY_ENERGY,
  V1_LIFETIME_ENERGY,
  V1_METER_ENERGIES,
  V1_METER_POWERS,
} from "../points.ts";
import { SITE } from "../v2/site.ts";
import { writeSeries } from "../write-series.ts";
import { readLocalSeries, resolveTimes } from "./read-rows.ts";

export function decodeV1Energy(call: DecodeCall): void {
  decodeValues(call, "energy", SITE_ENERGY);
}

export function decodeV1Power(call: DecodeCall): void {
  decodeValues(call, "power", SITE_POWER);
}

function decodeValues(call: DecodeCall, name: string, rule: SeriesRule): void {
  const { body, rows, problems } = call;
  const series = objectOf(objectOf(body)?.[name]);
  if (!series) return lacks(call, name);
  const resolution = resolutionOf(series["timeUnit"]);
  const read = readLocalSeries(call, series["values"], series["unit"], resolution, `/${name}`);
  writeSeries(read, rule, { rows, problems, deviceId: SITE, kind: "meter" });
}

export function decodeV1EnergyDetails(call: DecodeCall): void {
  decodeDetails(call, "energyDetails", V1_METER_ENERGIES);
}

export function decodeV1PowerDetails(call: DecodeCall): void {
  decodeDetails(call, "powerDetails", V1_METER_POWERS);
}

function decodeDetails(call: DecodeCall, name: string, rules: readonly SeriesRule[]): void {
  const { body, rows, problems } = call;
  const details = objectOf(objectOf(body)?.[name]);
  if (!details) return lacks(call, name);
  const resolution = resolutionOf(details["timeUnit"]);
  for (const [index, meter] of listOf(details["meters"]).entries()) {
    if (!isJsonObject(meter)) continue;
    const path = `/${name}/meters/${index}`;
    const rule = ruleOf(call, meter["type"], rules, path);
    if (!rule) continue;
    const read = readLocalSeries(call, meter["values"], details["unit"], resolution, path);
    writeSeries(read, rule, { rows, problems, deviceId: SITE, kind: "meter" });
  }
}

/** The rule for a type of meter; one without is told once. */
export function ruleOf<Rule extends { readonly field: string }>(
  { problems }: DecodeCall,
  type: unknown,
  rules: readonly Rule[],
  path: string,
): Rule | undefined {
  const name = textOf(type) ?? "";
  const rule = rules.find(({ field }) => field === name.toLowerCase());
  if (!rule) problems.addOnce(name, path, "unknown_field", `no point tells ${name.slice(0, 40)}`);
  return rule;
}

export function decodeV1Overview(call: DecodeCall): void {
  const overview = objectOf(objectOf(call.body)?.["overview"]);
  if (!overview) return lacks(call, "overview");
  const time = textOf(overview["lastUpdateTime"]);
  const row = { path: "/overview/lastUpdateTime", hasValue: true };
  const [at] = resolveTimes([time], [row], call.context.timeZone, call.problems);
  if (typeof at === "number") writeOverview(call, overview, call.rows.valuesAt(SITE, "meter", at));
}

function writeOverview({ problems }: DecodeCall, overview: JsonObject, values: ValueMap): void {
  for (const rule of [V1_LIFETIME_ENERGY, V1_DAY_ENERGY]) {
    const energy = objectOf(overview[rule.field])?.["energy"] ?? null;
    readField(energy, rule, values, problems, `/overview/${rule.field}/energy`);
  }
  const power = objectOf(overview["currentPower"])?.["power"] ?? null;
  readField(power, V1_CURRENT_POWER, values, problems, "/overview/currentPower/power");
}
