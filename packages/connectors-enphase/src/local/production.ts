import {
  isJsonObject,
  type JsonObject,
  listOf,
  readField,
  readFields,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import {
  AC_BATTERY_RULES,
  INVERTER_SUM_RULES,
  LOAD_RULE,
  NET_RULES,
  PRODUCTION_RULES,
} from "../points.ts";
import { instantOf, type Sink, tellWithoutPoint } from "../sink.ts";
import { readPhases } from "./phases.ts";

interface Item {
  readonly path: string;
  readonly section: string;
  readonly record: JsonObject;
}

/** /production.json and /production: the sum of micro-inverters, the meters' CTs, and AC Batteries. */
export function readProduction(body: unknown, sink: Sink): void {
  const items = isJsonObject(body) ? itemsOf(body) : [];
  const active = items.filter((item) => isActive(item, sink));
  for (const item of active) readItem(item, active, sink);
}

function itemsOf(body: JsonObject): Item[] {
  return ["production", "consumption", "storage"].flatMap((section) =>
    listOf(body[section]).flatMap((record, index) =>
      isJsonObject(record) ? [{ path: `/${section}/${index}`, section, record }] : [],
    ),
  );
}

/** Items with activeCount 0 hold leftovers, up to hundreds of watts: they are no measurement. */
function isActive(item: Item, { problems }: Sink): boolean {
  if (readNumber(item.record["activeCount"]) !== 0) return true;
  const detail = `${nameOf(item)}: activeCount is 0, nothing is measured`;
  problems.add(item.path, "no_telemetry", detail);
  return false;
}

/** Some firmware 4.2 does not say what a CT measures: among production that is production, else net or total. */
function nameOf({ section, record: { type, measurementType } }: Item): string {
  if (type !== "eim") return String(type);
  return textOf(measurementType) ?? (section === "production" ? section : `unknown ${section}`);
}

function readItem(item: Item, active: readonly Item[], sink: Sink): void {
  const name = nameOf(item);
  if (name === "inverters") return readInverterSum(item, sink);
  if (name === "production") return readMeter(item, "meter:production", PRODUCTION_RULES, sink);
  if (name === "net-consumption") return readNet(item, sink);
  if (name === "total-consumption") return readLoad(item, active, sink);
  if (name === "acb") return readAcBatteries(item, sink);
  sink.problems.add(item.path, "unsupported", `no rule for an item of type ${name.slice(0, 40)}`);
}

/** At night readingTime and wNow are both 0: then only the counter is a value, true when it was received. */
function readInverterSum({ path, record }: Item, sink: Sink): void {
  const isNight = readNumber(record["readingTime"]) === 0 && readNumber(record["wNow"]) === 0;
  const at =
    isNight && sink.receivedAt !== undefined
      ? sink.receivedAt
      : instantOf(record["readingTime"], `${path}/readingTime`, sink);
  if (at === undefined) return;
  const rules = isNight
    ? INVERTER_SUM_RULES.filter(({ field }) => field !== "wNow")
    : INVERTER_SUM_RULES;
  if (isNight) sink.problems.add(`${path}/wNow`, "sentinel", "0 while no micro-inverter reports");
  readFields(record, rules, sink.rows.valuesAt("inverters", "inverter", at), sink.problems, path);
}

function readMeter(
  { path, record }: Item,
  deviceId: string,
  rules: typeof PRODUCTION_RULES,
  sink: Sink,
): void {
  const at = instantOf(record["readingTime"], `${path}/readingTime`, sink);
  if (at === undefined) return;
  const values = sink.rows.valuesAt(deviceId, "meter", at);
  tellWithoutPoint(record, path, sink);
  readFields(record, rules, values, sink.problems, path);
  readPhases(
    record["lines"],
    { voltage: "rmsVoltage", current: "rmsCurrent" },
    values,
    `${path}/lines`,
    sink,
  );
}

function readNet(item: Item, sink: Sink): void {
  readMeter(item, "meter:net-consumption", NET_RULES, sink);
  const detail = "counts import before firmware 7 and import − export since: read meters-readings";
  sink.problems.addOnce("net", `${item.path}/whLifetime`, "unsupported", detail);
}

function readLoad(item: Item, active: readonly Item[], sink: Sink): void {
  const { path, record } = item;
  const at = instantOf(record["readingTime"], `${path}/readingTime`, sink);
  if (at === undefined) return;
  const values = sink.rows.valuesAt("meter:total-consumption", "meter", at);
  const powerW = totalPowerW(item, active, sink);
  readField(powerW, LOAD_RULE, values, sink.problems, `${path}/wNow`);
  sink.problems.addOnce(
    "load",
    `${path}/whLifetime`,
    "unknown_field",
    "energy of loads has no point",
  );
}

/** From firmware 8.3.5433 on "total" repeats "net"; then production is added, which is what total means. */
function totalPowerW({ path, record }: Item, active: readonly Item[], { problems }: Sink): unknown {
  const find = (name: string) => active.find((other) => nameOf(other) === name)?.record;
  const net = find("net-consumption");
  const producedW = readNumber(find("production")?.["wNow"]) ?? 0;
  const totalW = record["wNow"];
  if (net?.["wNow"] !== totalW || net?.["whLifetime"] !== record["whLifetime"]) return totalW;
  if (net === undefined || producedW <= 0 || typeof totalW !== "number") return totalW;
  problems.add(`${path}/wNow`, "malformed", "total repeats net: corrected by adding production");
  return totalW + producedW;
}

function readAcBatteries({ path, record }: Item, sink: Sink): void {
  const at = instantOf(record["readingTime"], `${path}/readingTime`, sink);
  if (at === undefined) return;
  const values = sink.rows.valuesAt("storage:acb", "battery", at);
  readFields(record, AC_BATTERY_RULES, values, sink.problems, path);
  sink.problems.addOnce("acb", `${path}/whNow`, "unknown_field", "energy held has no point");
}
