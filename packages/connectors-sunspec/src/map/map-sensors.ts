import type { ProblemList, ValueMap } from "@solarmon/connectors-kit";
import { DC_INPUTS } from "@solarmon/core";
import { COMBINER_RULES, WEATHER_RULES } from "../points.ts";
import { applyRules, writePoint } from "./apply-rules.ts";
import type { ModelView } from "./model-view.ts";

/** Values of each sensor: the first of every model together, then the second of those that have one, and so on. */
export function mapWeather(
  views: readonly ModelView[],
  problems: ProblemList,
): readonly ValueMap[] {
  const count = Math.max(1, ...views.map((view) => view.model.groups.length));
  return Array.from({ length: count }, (_, index) => {
    const values: ValueMap = {};
    for (const view of views) {
      const from = view.model.groups[index] ?? (index === 0 ? view.model.values : undefined);
      if (from !== undefined) applyRules(view, WEATHER_RULES, values, problems, from);
    }
    return values;
  });
}

/** Strings of a combiner: a current each, and a voltage where it measures one. */
export function mapCombiner(views: readonly ModelView[], problems: ProblemList): ValueMap {
  const values: ValueMap = {};
  for (const view of views) {
    applyRules(view, COMBINER_RULES, values, problems);
    const busVoltage = view.number("DCV");
    view.model.groups.slice(0, DC_INPUTS).forEach((string, index) => {
      const path = `${view.path}/${index + 1}`;
      const current = view.number("InDCA", string);
      const voltage = string["InDCV"] === undefined ? null : view.number("InDCV", string);
      const point = index + 1;
      writePoint(current, { point: `dcCurrent${point}`, unit: "A" }, values, problems, path);
      writePoint(voltage, { point: `dcVoltage${point}`, unit: "V" }, values, problems, path);
    });
    writePoint(busVoltage, { point: "dcVoltage1", unit: "V" }, values, problems, view.path);
    if (view.model.groups.length > DC_INPUTS)
      problems.add(view.path, "unknown_field", `strings behind the ${DC_INPUTS}th have no point`);
  }
  return values;
}
