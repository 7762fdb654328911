import {
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  readField,
  textOf,
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
  if (!series) return decodeBulk(call, name, rule);
  const resolution = resolutionOf(series["timeUnit"]);
  const read = readLocalSeries(call, series["values"], series["unit"], resolution, `/${name}`);
  writeSeries(read, rule, { rows, problems, deviceId: SITE, kind: "meter" });
}

/** Replies about several sites at once: what their list is called, and the series in each entry. */
const BULK: Readonly<Record<string, readonly [list: string, series: string]>> = {
  energy: ["sitesEnergy", "energyValues"],
  power: ["powerDateValuesList", "powerDataValueSeries"],
};

function decodeBulk(call: DecodeCall, name: string, rule: SeriesRule): void {
  const { body, rows, problems } = call;
  const [list = "", field = ""] = BULK[name] ?? [];
  const bulk = objectOf(objectOf(body)?.[list]);
  if (!bulk) return lacks(call, name);
  const resolution = resolutionOf(bulk["timeUnit"]);
  for (const [index, site] of listOf(bulk["siteEnergyList"]).entries()) {
    const id = textOf(objectOf(site)?.["siteId"]);
    const path = `/${list}/siteEnergyList/${index}`;
    if (id === undefined) {
      problems.add(path, "missing_field", "a site without siteId");
      continue;
    }
    const values = objectOf(objectOf(site)?.[field])?.["values"];
    const read = readLocalSeries(call, values, bulk["unit"], resolution, `${path}/${field}`);
    writeSeries(read, rule, { rows, problems, deviceId: `site:${id}`, kind: "meter" });
  }
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
  if (overview) return writeOverview(call, overview, SITE, "/overview");
  const bulk = objectOf(objectOf(call.body)?.["sitesOverviews"]);
  if (!bulk) return lacks(call, "overview");
  for (const [index, site] of listOf(bulk["siteEnergyList"]).entries()) {
    const id = textOf(objectOf(site)?.["siteId"]);
    const inner = objectOf(objectOf(site)?.["siteOverview"]);
    const path = `/sitesOverviews/siteEnergyList/${index}`;
    if (id !== undefined && inner) writeOverview(call, inner, `site:${id}`, `${path}/siteOverview`);
    else call.problems.add(path, "missing_field", "a site without siteId or siteOverview");
  }
}

function writeOverview(call: DecodeCall, overview: JsonObject, site: string, path: string): void {
  const { problems, rows, context } = call;
  const row = { path: `${path}/lastUpdateTime`, hasValue: true };
  const time = textOf(overview["lastUpdateTime"]);
  const [at] = resolveTimes([time], [row], context.timeZone, problems);
  if (typeof at !== "number") return;
  const values = rows.valuesAt(site, "meter", at);
  for (const rule of [V1_LIFETIME_ENERGY, V1_DAY_ENERGY]) {
    const energy = objectOf(overview[rule.field])?.["energy"] ?? null;
    readField(energy, rule, values, problems, `${path}/${rule.field}/energy`);
  }
  const power = objectOf(overview["currentPower"])?.["power"] ?? null;
  readField(power, V1_CURRENT_POWER, values, problems, `${path}/currentPower/power`);
}
