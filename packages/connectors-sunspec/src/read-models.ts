import { findMarker, type ModelChain, type ModelSite, walkModels } from "./model-chain.ts";
import { layoutOf, type ModelLayout, type PointLayout } from "./model-layout.ts";
import type { RegisterImage } from "./register-image.ts";
import type { RegisterValue } from "./register-types.ts";
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
  if (layout === undefined) return { ...site, name: null, values: {}, groups: [], absent: [] };
  const body = site.address + 2;
  const end = body + site.length;
  const absent = new Set<string>();
  const read = (points: readonly PointLayout[], start: number): readonly RegisterValue[] =>
    points.map((point) => readPoint(image, point, start + point.offset, end, absent));
  const { values, scales } = scalePoints(layout.fixed, read(layout.fixed, body), new Map());
  const groups = groupStarts(layout, body, end).map(
    (at) => scalePoints(layout.repeated, read(layout.repeated, at), scales).values,
  );
  return { ...site, name: layout.name, values, groups, absent: [...absent] };
}

/** As many groups as fit: the count that the device gives is wrong on some. */
function groupStarts(layout: ModelLayout, body: number, end: number): readonly number[] {
  const starts: number[] = [];
  if (layout.repeatedWords > 0)
    for (
      let at = body + layout.fixedWords;
      at + layout.repeatedWords <= end;
      at += layout.repeatedWords
    )
      starts.push(at);
  return starts;
}

function readPoint(
  image: RegisterImage,
  point: PointLayout,
  address: number,
  end: number,
  absent: Set<string>,
): RegisterValue {
  const words = address + point.words <= end ? image.slice(address, point.words) : undefined;
  if (words === undefined) absent.add(point.name);
  return words === undefined ? null : point.type.read(words);
}
