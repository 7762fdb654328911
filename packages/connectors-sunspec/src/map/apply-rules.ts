import { type ProblemList, readField, type ValueMap } from "@solarmon/connectors-kit";
import type { SunSpecRule } from "../points.ts";
import type { ModelValues } from "../read-models.ts";
import type { ModelView } from "./model-view.ts";

/** Writes the fields that `rules` name for this model; a point that has a value keeps it. */
export function applyRules(
  view: ModelView,
  rules: readonly SunSpecRule[],
  values: ValueMap,
  problems: ProblemList,
  from: ModelValues = view.model.values,
): void {
  for (const rule of rules) {
    if (!rule.models.includes(view.model.id)) continue;
    const raw = view.number(rule.field, from);
    if (raw === null || values[rule.point] !== undefined) continue;
    readField(raw, rule, values, problems, `${view.path}/${rule.field}`);
  }
}

/** Writes one number as a point, with the checks of {@link applyRules}. */
export function writePoint(
  raw: number | null,
  rule: { readonly point: string; readonly unit: string; readonly negativePoint?: string },
  values: ValueMap,
  problems: ProblemList,
  path: string,
): void {
  if (raw === null || values[rule.point] !== undefined) return;
  readField(raw, { field: path, source: "", ...rule }, values, problems, path);
}
