import type { ProblemList, ValueMap } from "@solarmon/connectors-kit";
import { INVERTER_RULES } from "../points.ts";
import { statusOfResource } from "../states.ts";
import { applyRules, writePoint } from "./apply-rules.ts";
import { mapDcInputs } from "./dc-inputs.ts";
import type { Hybrid } from "./hybrid.ts";
import type { ModelView } from "./model-view.ts";
import { powerFactorOf } from "./power-factor.ts";

const SLEEPING = 2;

export function mapInverter(
  views: readonly ModelView[],
  hybrid: Hybrid,
  problems: ProblemList,
): ValueMap {
  const values: ValueMap = {};
  for (const view of views) {
    applyRules(view, INVERTER_RULES, values, problems);
    mapOnePhase(view, values, problems);
    mapPowerFactor(view, values, problems);
    mapResourceState(view, values, problems);
    mapPowerLimit(view, values, problems);
  }
  mapDcInputs(views, hybrid, values, problems);
  dropColdOfSleep(values, problems);
  return values;
}

const SINGLE_PHASE = 0;

/** Model 701 of one phase need not repeat the totals as those of phase 1. */
function mapOnePhase(view: ModelView, values: ValueMap, problems: ProblemList): void {
  if (view.model.id !== 701 || view.number("ACType") !== SINGLE_PHASE) return;
  const [current, voltage] = [view.number("A"), view.number("LNV")];
  writePoint(current, { point: "acCurrentL1", unit: "A" }, values, problems, `${view.path}/A`);
  writePoint(voltage, { point: "acVoltageL1", unit: "V" }, values, problems, `${view.path}/LNV`);
}

/** SolarEdge shows 0.0 °C for its sensors while it sleeps. */
function dropColdOfSleep(values: ValueMap, problems: ProblemList): void {
  if (values["status"] !== SLEEPING || values["internalTemperature"] !== 0) return;
  delete values["internalTemperature"];
  problems.add("", "sentinel", "0 °C of a sleeping inverter means that there is no value");
}

export function mapPowerFactor(view: ModelView, values: ValueMap, problems: ProblemList): void {
  if (view.model.values["PF"] === undefined) return;
  const factor = powerFactorOf(view.number("PF"), view.number("W"), view.number("VA"));
  writePoint(factor, { point: "powerFactor", unit: "1" }, values, problems, `${view.path}/PF`);
}

function mapResourceState(view: ModelView, values: ValueMap, problems: ProblemList): void {
  if (view.model.id !== 701) return;
  const state = view.number("InvSt");
  const status = state === null ? null : statusOfResource(state);
  writePoint(status, { point: "status", unit: "1" }, values, problems, `${view.path}/InvSt`);
}

const LIMIT_SWITCHES: ReadonlyMap<number, string> = new Map([
  [123, "WMaxLim_Ena"],
  [704, "WMaxLimPctEna"],
]);

/** A limit that is switched off holds nothing back: the whole rated power is allowed. */
function mapPowerLimit(view: ModelView, values: ValueMap, problems: ProblemList): void {
  const field = LIMIT_SWITCHES.get(view.model.id);
  if (field === undefined) return;
  const isOn = view.number(field);
  const limitPercent = view.number("WMaxLimPct");
  if (isOn !== 0 && isOn !== 1) return;
  const path = `${view.path}/WMaxLimPct`;
  const limit = isOn === 0 ? 100 : limitPercent;
  writePoint(limit, { point: "powerLimit", unit: "%" }, values, problems, path);
}
