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
    mapNegativeExport(view, manufacturer, values, problems);
    applyRules(view, METER_RULES, values, problems);
    mapPowerFactor(view, values, problems);
    const power = view.number("W");
    const importPower = power === null ? null : 0 + power * signOfMeter(manufacturer);
    const net = { point: "gridImportPower", negativePoint: "gridExportPower", unit: "W" };
    writePoint(importPower, net, values, problems, `${view.path}/W`);
  }
  return values;
}

const HALF = 2 ** 31;
const WHOLE = 2 ** 32;

/** Kostal counts what its hybrids export below zero, in a counter that has no sign: −4 kWh reads 4,294,963,296 Wh. */
function mapNegativeExport(
  view: ModelView,
  manufacturer: string,
  values: ValueMap,
  problems: ProblemList,
): void {
  const raw = view.number("TotWhExp");
  if (!/^kostal/iu.test(manufacturer.trim()) || raw === null || raw < HALF || raw >= WHOLE) return;
  const rule = { point: "gridExportEnergyTotal", unit: "Wh" };
  writePoint(WHOLE - raw, rule, values, problems, `${view.path}/TotWhExp`);
}
