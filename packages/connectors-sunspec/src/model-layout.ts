import { SolarmonError } from "@solarmon/core";
import type { ModelTable } from "./model-table.ts";
import { BATTERY_MODELS } from "./models/battery.ts";
import { DIRECT_CURRENT_MODELS } from "./models/direct-current.ts";
import { IDENTITY_MODELS } from "./models/identity.ts";
import { INVERTER_CURVES_MODELS } from "./models/inverter-curves.ts";
import { INVERTER_SETTINGS_MODELS } from "./models/inverter-settings.ts";
import { INVERTER_MODELS } from "./models/inverter.ts";
import { METER_MODELS } from "./models/meter.ts";
import { RESOURCE_CURVES_MODELS } from "./models/resource-curves.ts";
import { RESOURCE_MODELS } from "./models/resource.ts";
import { WEATHER_MODELS } from "./models/weather.ts";
import { REGISTER_TYPES, type RegisterType, type RegisterValue } from "./register-types.ts";

/** A point of a model. */
export interface PointLayout {
  readonly name: string;
  readonly typeName: string;
  readonly type: RegisterType;
  /** Registers from the start of the model's body, or of its repeated group. */
  readonly offset: number;
  readonly words: number;
  /** Name of the scale factor, a constant power of ten, or `null`. */
  readonly scale: string | number | null;
}

/** Points that stand side by side: those of the model itself, or of one repetition. */
export interface PointGroup {
  readonly points: readonly PointLayout[];
  readonly words: number;
  /** Where among the points the scale factors are. */
  readonly scaleIndexes: readonly number[];
  /** Every value absent: copied, it is an object of known shape, which is several times faster than to build one. */
  readonly blank: Readonly<Record<string, RegisterValue>>;
}

export interface ModelLayout {
  readonly name: string;
  readonly fixed: PointGroup;
  readonly repeated: PointGroup;
}

/** Where in a model's body the repeated group begins, as often as it fits: the count that the device gives is wrong on some. */
export function groupStarts({ fixed, repeated }: ModelLayout, length: number): readonly number[] {
  const starts: number[] = [];
  if (repeated.words > 0)
    for (let at = fixed.words; at + repeated.words <= length; at += repeated.words) starts.push(at);
  return starts;
}

/** Scale factors and pads are no values. */
export function isValue({ typeName }: PointLayout): boolean {
  return typeName !== "sf" && typeName !== "pad";
}

const TABLES: readonly ModelTable[] = [
  ...IDENTITY_MODELS,
  ...INVERTER_MODELS,
  ...INVERTER_SETTINGS_MODELS,
  ...INVERTER_CURVES_MODELS,
  ...DIRECT_CURRENT_MODELS,
  ...METER_MODELS,
  ...WEATHER_MODELS,
  ...RESOURCE_MODELS,
  ...RESOURCE_CURVES_MODELS,
  ...BATTERY_MODELS,
];

let layouts: ReadonlyMap<number, ModelLayout> | undefined;

/** Layout of a model, or `undefined` for one that we do not read. Built at the first call. */
export function layoutOf(modelId: number): ModelLayout | undefined {
  layouts ??= new Map(
    TABLES.flatMap((table) => {
      const layout = buildLayout(table);
      return table.ids.map((id) => [id, layout] as const);
    }),
  );
  return layouts.get(modelId);
}

function buildLayout({ name, fixed, repeated = "" }: ModelTable): ModelLayout {
  return { name, fixed: buildGroup(fixed), repeated: buildGroup(repeated) };
}

function buildGroup(text: string): PointGroup {
  const points = layOut(text);
  const last = points.at(-1);
  const names = points.filter(isValue).map((point) => `${JSON.stringify(point.name)}:null`);
  return {
    points,
    words: last === undefined ? 0 : last.offset + last.words,
    scaleIndexes: [...points.keys()].filter((index) => points[index]?.typeName === "sf"),
    // The parser gives it a shape; written name by name it would become a hash table.
    blank: JSON.parse(`{${names.join(",")}}`),
  };
}

function layOut(text: string): readonly PointLayout[] {
  let offset = 0;
  return text
    .split(/\s+/u)
    .filter((token) => token !== "")
    .map((token) => {
      const point = layOutPoint(token, offset);
      offset += point.words;
      return point;
    });
}

function layOutPoint(token: string, offset: number): PointLayout {
  const [, name = "", typeName = "", size, scale] =
    /^(\w+):(\w+)(?:\*(\d+))?(?:\^(-?\w+))?$/u.exec(token) ?? [];
  const type = REGISTER_TYPES[typeName];
  if (type === undefined)
    throw new SolarmonError("internal", `the model table holds "${token}", whose type is unknown`);
  return { name, typeName, type, offset, words: Number(size ?? type.words), scale: scaleOf(scale) };
}

function scaleOf(scale: string | undefined): string | number | null {
  if (scale === undefined) return null;
  return /^-?\d+$/u.test(scale) ? Number(scale) : scale;
}
