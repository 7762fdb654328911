import {
  isJsonObject,
  type JsonObject,
  listOf,
  type ProblemList,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import { layoutOf, type ModelLayout, type PointGroup } from "./model-layout.ts";
import type { SunSpecModel } from "./read-models.ts";
import type { RegisterValue } from "./register-types.ts";
import { scalePoints } from "./scale-points.ts";

const END_ID = 0xffff;

/** Models of a device in the point-name form of SunSpec's own tools: raw values and scale factors by name. */
export function readDeviceJson(device: unknown, problems: ProblemList): readonly SunSpecModel[] {
  const models = isJsonObject(device) ? listOf(device["models"]) : [];
  if (models.length === 0) problems.add("/models", "malformed", "there is no list of models");
  return models.flatMap((model, index) => {
    const id = isJsonObject(model) ? model["ID"] : undefined;
    if (id === END_ID) return [];
    if (isJsonObject(model) && typeof id === "number") return [readModel(model, id, index)];
    problems.add(`/models/${index}`, "malformed", "a model without ID");
    return [];
  });
}

function readModel(model: JsonObject, id: number, index: number): SunSpecModel {
  const site = { id, length: 0, address: index };
  const layout = layoutOf(id);
  if (layout === undefined) return { ...site, name: null, values: {}, groups: [], absent: [] };
  const { values, scales } = scalePoints(layout.fixed, rawOf(layout.fixed, model), new Map());
  const groups = groupsOf(model, layout).map(
    (group) => scalePoints(layout.repeated, rawOf(layout.repeated, group), scales).values,
  );
  return { ...site, name: layout.name, values, groups, absent: [] };
}

function rawOf({ points }: PointGroup, record: JsonObject): readonly RegisterValue[] {
  return points.map(({ name, typeName }) => {
    const raw = record[name];
    const isText = typeName === "text" || typeName === "eui48";
    if (isText) return textOf(raw) ?? null;
    return readNumber(raw) ?? null;
  });
}

/** The list whose entries carry the names of the repeated group; its own name differs from model to model. */
function groupsOf(model: JsonObject, layout: ModelLayout): readonly JsonObject[] {
  const names = new Set(layout.repeated.points.map((point) => point.name));
  const isGroup = (entry: unknown): entry is JsonObject =>
    isJsonObject(entry) && Object.keys(entry).some((name) => names.has(name));
  return (
    Object.values(model)
      .map((field) => listOf(field).filter(isGroup))
      .find((list) => list.length > 0) ?? []
  );
}
