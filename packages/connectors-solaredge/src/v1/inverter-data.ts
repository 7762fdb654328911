import {
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  readField,
  readFields,
  readNumber,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { type DecodeCall, lacks } from "../decode-call.ts";
import {
  V1_FREQUENCY,
  V1_INVERTER_FIELDS,
  V1_PHASE_FIELDS,
  V1_POWER_FACTOR,
  V1_REACTIVE_POWER,
} from "../points.ts";
import { stateOf } from "../states.ts";
import { resolveTimes } from "./read-rows.ts";

/** Key of an inverter whose serial number the reply does not give: it stands in the path that was asked. */
const INVERTER = "inverter";
const PHASES = ["L1Data", "L2Data", "L3Data"] as const;
const PHASE_RULES = PHASES.map((_, index) =>
  V1_PHASE_FIELDS.map((rule) => ({ ...rule, point: `${rule.point}${index + 1}` })),
);
const WITHOUT_POINT = ["groundFaultResistance", "vL1To2", "vL2To3", "vL3To1"] as const;

export function decodeV1InverterData(call: DecodeCall): void {
  const { body, context, problems, rows } = call;
  const list = objectOf(objectOf(body)?.["data"])?.["telemetries"];
  if (!Array.isArray(list)) return lacks(call, "data/telemetries");
  const places = listOf(list).flatMap((entry, index) =>
    placesIn(entry, `/data/telemetries/${index}`),
  );
  const telemetries = places.map(({ entry }) => entry);
  const paths = places.map(({ path }) => ({ path, hasValue: true }));
  const dates = telemetries.map((entry) => textOf(entry["date"]));
  const instants = resolveTimes(dates, paths, context.timeZone, problems);
  for (const [index, telemetry] of telemetries.entries()) {
    const at = instants[index];
    if (typeof at !== "number") continue;
    const values = rows.valuesAt(INVERTER, "inverter", at);
    writeTelemetry(call, telemetry, values, places[index]?.path ?? "");
  }
}

const GROUPS = ["threePhaseInverterTelemetry", "singlePhaseInverterTelemetry"] as const;

/** Telemetries of an entry: itself, or those in the lists by number of phases that the definition prints. */
function placesIn(
  entry: unknown,
  path: string,
): readonly { readonly entry: JsonObject; readonly path: string }[] {
  if (!isJsonObject(entry)) return [{ entry: {}, path }];
  const group = GROUPS.find((name) => Array.isArray(entry[name]));
  if (group === undefined) return [{ entry, path }];
  return listOf(entry[group]).map((inner, index) => ({
    entry: objectOf(inner) ?? {},
    path: `${path}/${group}/${index}`,
  }));
}

function writeTelemetry(call: DecodeCall, entry: JsonObject, values: ValueMap, path: string): void {
  const { problems } = call;
  readFields(entry, V1_INVERTER_FIELDS, values, problems, path);
  writePhases(call, entry, values, path);
  writeState(call, entry, values, path);
  for (const name of WITHOUT_POINT)
    if (typeof entry[name] === "number")
      problems.addOnce(name, `${path}/${name}`, "unknown_field", `no point tells ${name}`);
}

function writePhases(
  { problems }: DecodeCall,
  entry: JsonObject,
  values: ValueMap,
  path: string,
): void {
  const phases = PHASES.map((name) => objectOf(entry[name]));
  for (const [index, phase] of phases.entries())
    if (phase)
      readFields(phase, PHASE_RULES[index] ?? [], values, problems, `${path}/${PHASES[index]}`);
  const first = `${path}/L1Data`;
  const found = phases.filter((phase) => phase !== undefined);
  const whole = found.length === 1 ? [V1_FREQUENCY, V1_POWER_FACTOR] : [V1_FREQUENCY];
  if (phases[0]) readFields(phases[0], whole, values, problems, first);
  const reactive = found.map((phase) => readNumber(phase["reactivePower"]));
  if (found.length > 0 && reactive.every((value) => typeof value === "number")) {
    const sum = reactive.reduce((total, value) => total + value, 0);
    readField(sum, V1_REACTIVE_POWER, values, problems, `${first}/reactivePower`);
  }
  if (found.some((phase) => typeof phase["apparentPower"] === "number"))
    problems.addOnce("apparentPower", first, "unknown_field", "no point tells apparentPower");
}

function writeState(
  { problems }: DecodeCall,
  entry: JsonObject,
  values: ValueMap,
  path: string,
): void {
  const mode = textOf(entry["inverterMode"]);
  if (mode === undefined) return;
  const state = stateOf(mode);
  if (state !== undefined) values["status"] = state;
  else {
    const detail = `unknown mode ${JSON.stringify(mode.slice(0, 40))}`;
    problems.addOnce(mode, `${path}/inverterMode`, "unknown_field", detail);
  }
}
