import {
  isJsonObject,
  type JsonObject,
  readField,
  readFields,
  readNumber,
} from "@solarmon/connectors-kit";
import type { DeviceKind, Instant } from "@solarmon/core";
import { readStrings } from "./pv-strings.ts";
import {
  PINV_RULES,
  PVAC_RULES,
  SITE_METER_RULES,
  SITE_POWER_RULE,
  SOC_RULE,
  SOLAR_POWER_RULE,
  THERMAL_RULES,
} from "./points.ts";
import { sumOf } from "./sum-of.ts";
import { type Sink, socOf, tellWithoutPoint } from "./sink.ts";

type ReadPart = (record: JsonObject, name: string, at: Instant, sink: Sink) => void;

/** By the first part of a component's name, e.g. `PVAC--1538100-00-F--CN321…`. */
const PARTS: ReadonlyMap<string, ReadPart> = new Map<string, ReadPart>([
  ["PVAC", readPvInverter],
  ["TEPINV", byRules("battery", PINV_RULES)],
  ["TEPOD", readPod],
  ["TESYNC", readSiteMeter],
  ["NEURIO", readNeurio],
  ["TETHC", byRules("battery", THERMAL_RULES)],
]);

/** The year 2100. */
const LATEST_S = 4_102_444_800;

/** /api/devices/vitals after it was decoded to JSON: components by name. */
export function readVitals(body: unknown, sink: Sink): void {
  if (!isJsonObject(body)) return;
  for (const [name, record] of Object.entries(body)) {
    const part = PARTS.get(name.split("--", 1)[0] ?? "");
    if (!isJsonObject(record) || !part) continue;
    tellWithoutPoint(record, `/${name}`, sink);
    const seconds = readNumber(record["lastCommunicationTime"]);
    if (typeof seconds === "number" && seconds > 0 && seconds < LATEST_S)
      part(record, name, seconds * 1_000, sink);
    else sink.problems.add(`/${name.slice(0, 80)}`, "time_missing", "no lastCommunicationTime");
  }
}

/** Part and serial number; battery inverter and pack of one Powerwall share them. */
function keyOf(name: string): string {
  return name.slice(name.indexOf("--") + 2);
}

function byRules(kind: DeviceKind, rules: typeof PINV_RULES): ReadPart {
  return (record, name, at, { rows, problems }) =>
    readFields(record, rules, rows.valuesAt(keyOf(name), kind, at), problems, `/${name}`);
}

function readPvInverter(record: JsonObject, name: string, at: Instant, sink: Sink): void {
  const values = sink.rows.valuesAt(keyOf(name), "inverter", at);
  readFields(record, PVAC_RULES, values, sink.problems, `/${name}`);
  readStrings(record, values, sink.problems, `/${name}`);
}

function readPod(record: JsonObject, name: string, at: Instant, { rows, problems }: Sink): void {
  const soc = socOf(record, "POD_nom_energy_remaining", "POD_nom_full_pack_energy");
  readField(soc, SOC_RULE, rows.valuesAt(keyOf(name), "battery", at), problems, `/${name}`);
}

/** Meter X; meter Y is a second, mostly empty input that nothing is known of. */
function readSiteMeter(record: JsonObject, name: string, at: Instant, sink: Sink): void {
  const values = sink.rows.valuesAt(keyOf(name), "meter", at);
  readFields(record, SITE_METER_RULES, values, sink.problems, `/${name}`);
  const fields = ["A", "B", "C"]
    .filter((phase) => hasTransformer(record, phase))
    .map((phase) => `METER_X_CT${phase}_InstRealPower`);
  readField(sumOf(record, fields), SITE_POWER_RULE, values, sink.problems, `/${name}/METER_X`);
}

/** What a transformer that exists tells beside its power: without the power, the sum is not known. */
function hasTransformer(record: JsonObject, phase: string): boolean {
  return ["InstRealPower", "InstReactivePower", "I"].some(
    (name) => `METER_X_CT${phase}_${name}` in record,
  );
}

/** An own meter; only solar inputs have a point for what they measure beside the site's meter. */
function readNeurio(record: JsonObject, name: string, at: Instant, sink: Sink): void {
  const inputs = [0, 1, 2, 3].filter((input) =>
    String(record[`NEURIO_CT${input}_Location`]).startsWith("solar"),
  );
  const fields = inputs.map((input) => `NEURIO_CT${input}_InstRealPower`);
  if (fields.length === 0)
    return sink.problems.add(`/${name}`, "unsupported", "no input is said to measure solar");
  const values = sink.rows.valuesAt(keyOf(name), "meter", at);
  readField(sumOf(record, fields), SOLAR_POWER_RULE, values, sink.problems, `/${name}`);
}
