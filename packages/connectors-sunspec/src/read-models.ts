import { findMarker, type ModelChain, type ModelSite, walkModels } from "./model-chain.ts";
import {
  groupStarts,
  layoutOf,
  type ModelLayout,
  type PointGroup,
  type PointLayout,
} from "./model-layout.ts";
import type { RegisterImage } from "./register-image.ts";
import type { RegisterValue, Words } from "./register-types.ts";
import { scalePoints } from "./scale-points.ts";

/** Value per point name in the units of SunSpec, scaled; `null`: not implemented, or unusable. */
export type ModelValues = Readonly<Record<string, RegisterValue>>;

/** A model with its values. */
export interface SunSpecModel extends ModelSite {
  /** What the model is, in words; `null` for one that we do not read. */
  readonly name: string | null;
  readonly values: ModelValues;
  /** Values of the repeated group: inputs, strings, sensors. */
  readonly groups: readonly ModelValues[];
  /** Points whose registers are absent: not read, or behind the end of a shorter revision. */
  readonly absent: readonly string[];
}

export interface SunSpecDevice {
  readonly chain: ModelChain;
  readonly models: readonly SunSpecModel[];
}

/** Reads every model behind the marker; `undefined` when there is no marker. Never throws. */
export function readModels(
  image: RegisterImage,
  bases?: readonly number[],
): SunSpecDevice | undefined {
  const base = findMarker(image, bases);
  return base === undefined ? undefined : readModelsAt(image, base);
}

/** Reads every model of the chain whose marker stands, or should stand, at `base`. */
export function readModelsAt(image: RegisterImage, base: number): SunSpecDevice {
  const chain = walkModels(image, base);
  return { chain, models: chain.sites.map((site) => readModel(image, site)) };
}

function readModel(image: RegisterImage, site: ModelSite): SunSpecModel {
  const layout = layoutOf(site.id);
  return layout === undefined
    ? { ...site, name: null, values: {}, groups: [], absent: [] }
    : new ReadModel(image, site, layout);
}

type ModelContent = Pick<SunSpecModel, "values" | "groups" | "absent">;

/** Reads its registers when the first value is asked for: nobody asks for set-points and curves, which are most of them. */
class ReadModel implements SunSpecModel {
  readonly id: number;
  readonly length: number;
  readonly address: number;
  readonly name: string;
  readonly #image: RegisterImage;
  readonly #layout: ModelLayout;
  #content: ModelContent | undefined;

  constructor(image: RegisterImage, { id, length, address }: ModelSite, layout: ModelLayout) {
    this.id = id;
    this.length = length;
    this.address = address;
    this.name = layout.name;
    this.#image = image;
    this.#layout = layout;
  }

  get values(): ModelValues {
    return this.#read().values;
  }

  get groups(): readonly ModelValues[] {
    return this.#read().groups;
  }

  get absent(): readonly string[] {
    return this.#read().absent;
  }

  #read(): ModelContent {
    return (this.#content ??= readContent(this.#image, this, this.#layout));
  }
}

function readContent(image: RegisterImage, site: ModelSite, layout: ModelLayout): ModelContent {
  const words = image.window(site.address + 2, site.length);
  const isEmpty = isFiller(words);
  const absent = new Set<string>();
  const read = ({ points }: PointGroup, start: number): readonly RegisterValue[] =>
    points.map((point) => {
      const value = readPoint(words, point, start + point.offset, absent);
      return isEmpty ? null : value;
    });
  const { values, scales } = scalePoints(layout.fixed, read(layout.fixed, 0), new Map());
  const groups = groupStarts(layout, site.length).map(
    (at) => scalePoints(layout.repeated, read(layout.repeated, at), scales).values,
  );
  return { values, groups, absent: [...absent] };
}

const FILLERS: ReadonlySet<number> = new Set([0, 0x8000, 0xffff]);
/** Models so long hold a frequency, a voltage or a scale factor; a short one may be a sensor at 0. */
const LONG = 40;

/** Some gateways answer for a silent device with one word all over, whatever the types make of it. */
function isFiller(words: Words): boolean {
  const first = words.find((word) => word !== undefined) ?? Number.NaN;
  if (words.length < LONG || !FILLERS.has(first)) return false;
  return words.every((word) => word === undefined || word === first);
}

function readPoint(
  words: Words,
  { name, type, words: count }: PointLayout,
  at: number,
  absent: Set<string>,
): RegisterValue {
  if (hasAll(words, at, count)) return type.read(words, at, count);
  absent.add(name);
  return null;
}

function hasAll(words: Words, at: number, count: number): boolean {
  for (let index = at; index < at + count; index++) if (words[index] === undefined) return false;
  return true;
}
