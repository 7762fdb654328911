import type { ProblemList, ValueMap } from "@solarmon/connectors-kit";
import { BATTERY_RULES } from "../points.ts";
import { directionOfCharge } from "../states.ts";
import { applyRules, writePoint } from "./apply-rules.ts";
import type { Hybrid } from "./hybrid.ts";
import type { ModelView } from "./model-view.ts";

/** @param inputs - views of model 160 in the same group, in which Fronius hybrids show what flows */
export function mapBattery(
  views: readonly ModelView[],
  inputs: readonly ModelView[],
  hybrid: Hybrid,
  problems: ProblemList,
): ValueMap {
  const values: ValueMap = {};
  for (const view of views) {
    applyRules(view, BATTERY_RULES, values, problems);
    mapPower(view, values, problems);
  }
  for (const view of inputs) mapInputs(view, hybrid, values, problems);
  return values;
}

/** The state of charging gives the direction where it tells one: devices disagree on the sign of W. */
function mapPower(view: ModelView, values: ValueMap, problems: ProblemList): void {
  if (view.model.values["W"] === undefined) return;
  const power = view.number("W");
  const direction = directionOfCharge(view.number("ChaSt"));
  const charge = power === null || direction === null ? power : direction * Math.abs(power);
  const rule = { point: "batteryPower", unit: "W" };
  writePoint(charge, rule, values, problems, `${view.path}/W`);
}

function mapInputs(view: ModelView, hybrid: Hybrid, values: ValueMap, problems: ProblemList): void {
  let charge: number | null = null;
  for (const { input, direction } of hybrid.batteryInputs(view)) {
    const power = view.number("DCW", input);
    if (power === 0) charge ??= 0;
    else if (power !== null && direction !== null) charge = (charge ?? 0) + direction * power;
  }
  writePoint(charge, { point: "batteryPower", unit: "W" }, values, problems, `${view.path}/DCW`);
}
