import type { ProblemList, ValueMap } from "@solarmon/connectors-kit";
import { DC_INPUTS } from "@solarmon/core";
import type { ModelValues } from "../read-models.ts";
import { writePoint } from "./apply-rules.ts";
import type { Hybrid } from "./hybrid.ts";
import type { ModelView } from "./model-view.ts";

const PORT_IS_PV = 0;

/** Inputs of models 160 and 714; without them, the one DC side of 10x is input 1. */
export function mapDcInputs(
  views: readonly ModelView[],
  hybrid: Hybrid,
  values: ValueMap,
  problems: ProblemList,
): void {
  // What 10x tells of the DC side counts the battery there, too.
  if (views.some((view) => hybrid.batteryInputs(view).length > 0)) delete values["dcPower"];
  for (const view of views) {
    const inputs = pvInputsOf(view, hybrid);
    inputs.forEach((input, index) => mapInput(view, input, index + 1, values, problems));
    if (inputs.length > 0) mapSumOfPower(view, inputs, values, problems);
  }
  if (values["dcVoltage1"] !== undefined || values["dcCurrent1"] !== undefined) return;
  for (const view of views)
    if (view.model.values["DCV"] !== undefined)
      mapInput(view, view.model.values, 1, values, problems);
}

/** Inputs with panels: hybrids show their battery beside them. */
function pvInputsOf(view: ModelView, hybrid: Hybrid): readonly ModelValues[] {
  const { id, groups } = view.model;
  if (id === 160) {
    const batteries = hybrid.batteryInputs(view).map(({ input }) => input);
    return groups.filter((input) => !batteries.includes(input));
  }
  if (id !== 714) return [];
  return groups.filter((port) => (view.number("PrtTyp", port) ?? PORT_IS_PV) === PORT_IS_PV);
}

function mapInput(
  view: ModelView,
  input: ModelValues,
  number: number,
  values: ValueMap,
  problems: ProblemList,
): void {
  const voltage = view.number("DCV", input);
  const current = view.number("DCA", input);
  if (number > DC_INPUTS) {
    const detail = `there are points for ${DC_INPUTS} inputs; those behind are left out`;
    problems.addOnce("inputs", view.path, "unknown_field", detail);
    return;
  }
  const path = `${view.path}/${number}`;
  writePoint(voltage, { point: `dcVoltage${number}`, unit: "V" }, values, problems, path);
  writePoint(current, { point: `dcCurrent${number}`, unit: "A" }, values, problems, path);
}

/** SMA leaves the DC side of 103 empty: the power is what the inputs give together. */
function mapSumOfPower(
  view: ModelView,
  inputs: readonly ModelValues[],
  values: ValueMap,
  problems: ProblemList,
): void {
  const powers = inputs.map((input) => view.number("DCW", input)).filter((power) => power !== null);
  const isWhole = !view.model.absent.includes("DCW");
  const sum =
    !isWhole || powers.length === 0 ? null : powers.reduce((total, power) => total + power, 0);
  writePoint(sum, { point: "dcPower", unit: "W" }, values, problems, `${view.path}/DCW`);
}
