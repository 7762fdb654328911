import { type JsonObject, objectOf, readField, readNumber } from "@solarmon/connectors-kit";
import { LIVE_RULES, SOC_RULE } from "../points.ts";
import { instantOf, type Sink } from "../sink.ts";

/** `main_relay_state` while the site is on the grid. */
const ON_GRID = 1;

/** /ivp/livedata/status: the site's power flows in milliwatts. */
export function readLiveStatus(body: unknown, sink: Sink): void {
  const meters = objectOf(objectOf(body)?.["meters"]);
  if (meters === undefined) return;
  const at = instantOf(meters["last_update"], "/meters/last_update", sink);
  if (at === undefined) return;
  const values = sink.rows.valuesAt("livedata", "meter", at);
  const unmeasured = unmeasuredIn(meters, sink);
  for (const [name, rule] of Object.entries(LIVE_RULES)) {
    const raw = objectOf(meters[name])?.[rule.field];
    if (!unmeasured.has(name))
      readField(raw, rule, values, sink.problems, `/meters/${name}/${rule.field}`);
  }
  if (!unmeasured.has("storage"))
    readField(meters["soc"], SOC_RULE, values, sink.problems, "/meters/soc");
}

/** Sections that hold zeros because there is nothing that could measure them. */
function unmeasuredIn(meters: JsonObject, { problems }: Sink): ReadonlySet<string> {
  const names = new Set<string>();
  if (hasNoBattery(meters)) {
    names.add("storage");
    problems.add("/meters/soc", "no_telemetry", "no battery: its charge and energy are 0");
  }
  if (isUnmeasured(meters["pv"])) {
    names.add("pv");
    problems.add("/meters/pv", "no_telemetry", "no production CT: its apparent power is 0, too");
  }
  if (hasNoGridMeter(meters)) {
    names.add("grid").add("load");
    const detail = "no consumption CT: the grid's apparent power is 0, too, and load is worked out";
    problems.add("/meters/grid", "no_telemetry", detail);
  }
  return names;
}

/** An empty battery that rests holds some energy still. */
function hasNoBattery(meters: JsonObject): boolean {
  const charge = [meters["soc"], meters["enc_agg_energy"], meters["acb_agg_energy"]];
  return [...charge, objectOf(meters["storage"])?.["agg_p_mw"]].every(isZero);
}

/** Off the grid its power is 0 indeed. */
function hasNoGridMeter(meters: JsonObject): boolean {
  return readNumber(meters["main_relay_state"]) === ON_GRID && isUnmeasured(meters["grid"]);
}

/** A CT shows some apparent power always, at night, too. */
function isUnmeasured(raw: unknown): boolean {
  const section = objectOf(raw);
  return isZero(section?.["agg_p_mw"]) && isZero(section?.["agg_s_mva"]);
}

function isZero(raw: unknown): boolean {
  return readNumber(raw) === 0;
}
