import type { DeviceKind } from "@solarmon/core";
import type { SunSpecModel } from "../read-models.ts";
import { ModelView } from "./model-view.ts";

/** Models of one Common block that describe one device. */
export interface DevicePart {
  readonly role: PartRole;
  readonly views: readonly ModelView[];
}

export type PartRole = "inverter" | "meter" | "battery" | "weather" | "combiner";

/** The Common block and what follows it, up to the next. */
export interface ModelGroup {
  readonly common: SunSpecModel | undefined;
  readonly models: readonly SunSpecModel[];
}

export const KIND_OF_ROLE: Readonly<Record<PartRole, DeviceKind>> = {
  inverter: "inverter",
  meter: "meter",
  battery: "battery",
  weather: "weather",
  combiner: "logger",
};

const RANGES: readonly (readonly [from: number, to: number, role: PartRole])[] = [
  [101, 113, "inverter"],
  [123, 123, "inverter"],
  [124, 124, "battery"],
  [160, 160, "inverter"],
  [201, 214, "meter"],
  [302, 308, "weather"],
  [401, 404, "combiner"],
  [701, 701, "inverter"],
  [704, 704, "inverter"],
  [713, 713, "battery"],
  [714, 714, "inverter"],
  [802, 805, "battery"],
];
/** Models that say something about a device beside another one, but are none by themselves. */
const NO_DEVICE_ALONE: ReadonlySet<number> = new Set([123, 704]);

export function groupModels(models: readonly SunSpecModel[]): readonly ModelGroup[] {
  const groups: { common: SunSpecModel | undefined; models: SunSpecModel[] }[] = [];
  for (const model of models) {
    if (model.id === 1 || groups.length === 0)
      groups.push({ common: model.id === 1 ? model : undefined, models: [] });
    if (model.id !== 1) groups.at(-1)?.models.push(model);
  }
  return groups;
}

/** Each meter is a device; so is each further model of an id that a part holds already. */
export function partsOf(group: ModelGroup): readonly DevicePart[] {
  const parts: { role: PartRole; views: ModelView[] }[] = [];
  for (const model of group.models) {
    const role = roleOf(model.id);
    if (role === undefined) continue;
    const known = parts.find((part) => part.role === role && accepts(part, model.id));
    if (known === undefined) parts.push({ role, views: [new ModelView(model)] });
    else known.views.push(new ModelView(model));
  }
  return parts.filter((part) => part.views.some((view) => !NO_DEVICE_ALONE.has(view.model.id)));
}

/** Whether a model measures something that has a point, or limits the power. */
export function isTelemetryModel(modelId: number): boolean {
  return roleOf(modelId) !== undefined;
}

function roleOf(modelId: number): PartRole | undefined {
  return RANGES.find(([from, to]) => modelId >= from && modelId <= to)?.[2];
}

/** From a meter's model of integers to that of the same wiring in floats: 203 and 213 are one meter, seen twice. */
const TO_FLOATS = 10;

function accepts({ role, views }: DevicePart, modelId: number): boolean {
  if (role !== "meter") return views.every((view) => view.model.id !== modelId);
  return views.length === 1 && Math.abs((views[0]?.model.id ?? 0) - modelId) === TO_FLOATS;
}
