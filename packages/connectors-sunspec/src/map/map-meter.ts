import type { ProblemList, ValueMap } from "@solarmon/connectors-kit";
import { METER_RULES } from "../points.ts";
import { signOfMeter } from "../states.ts";
import { applyRules, writePoint } from "./apply-rules.ts";
import { mapPowerFactor } from "./map-inverter.ts";
import type { ModelView } from "./model-view.ts";

export function mapMeter(
  views: readonly ModelView[],
  manufacturer: string,
  problems: ProblemList,
): ValueMap {
  const values: ValueMap = {};
  for (const view of views) {
    applyRules(view, METER_RULES, values, problems);
    mapPowerFactor(view, values, problems);
    const power = view.number("W");
    const importPower = power === null ? null : 0 + power * signOfMeter(manufacturer);
    const net = { point: "gridImportPower", negativePoint: "gridExportPower", unit: "W" };
    writePoint(importPower, net, values, problems, `${view.path}/W`);
  }
  return values;
}
