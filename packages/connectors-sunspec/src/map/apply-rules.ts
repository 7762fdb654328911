import { type ProblemList, readField, readFieldOf, type ValueMap } from "@solarmon/connectors-kit";
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
  for (const rule of rulesOf(rules, view.model.id)) {
    const raw = view.number(rule.field, from);
    if (raw === null || values[rule.point] !== undefined) continue;
    readFieldOf(raw, rule, values, problems, view.path);
  }
}

const rulesOfModels = new WeakMap<readonly SunSpecRule[], Map<number, readonly SunSpecRule[]>>();

/** The rules for one model, picked once. */
function rulesOf(rules: readonly SunSpecRule[], modelId: number): readonly SunSpecRule[] {
  let byModel = rulesOfModels.get(rules);
  if (!byModel) rulesOfModels.set(rules, (byModel = new Map()));
  let picked = byModel.get(modelId);
  if (!picked)
    byModel.set(modelId, (picked = rules.filter(({ models }) => models.includes(modelId))));
  return picked;
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
