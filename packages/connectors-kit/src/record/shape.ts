import { isJsonObject } from "../decode/json-bytes.ts";

/** Paths of a reply and the types seen there, e.g. `/data/pac` → `number`. Nulls say nothing of a shape. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

/** A reply with more paths than this has keys that are data, not names. */
const MAX_PATHS = 2_000;
const MAX_DEPTH = 24;
/** Keys that are serial numbers, indexes, dates or times: data, and nothing to compare. */
const DATA_KEY =
  /^(?:\d[\d:\-T .]*|[A-Z0-9]{8,}|[0-9a-f]{8,}|[0-9a-f-]{36}|(?=(?:\D*\d){4})[A-Z0-9]+(?:-[A-Z0-9]+)+)$/u;

/** Shape of parsed JSON. */
export function shapeOf(value: unknown): Shape {
  const shape = shapeWithNulls(value);
  for (const [path, types] of shape)
    if (types.delete("null") && types.size === 0) shape.delete(path);
  return shape;
}

/** The same with the type `null` where a value is missing: the field is known, its type is not. */
export function shapeWithNulls(value: unknown): Map<string, Set<string>> {
  const shape = new Map<string, Set<string>>();
  visit(value, "", 0, shape);
  return shape;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function visit(value: unknown, path: string, depth: number, shape: Map<string, Set<string>>): void {
  if (value === undefined || depth > MAX_DEPTH) return;
  if (shape.size >= MAX_PATHS && !shape.has(path)) return;
  const types = shape.get(path) ?? new Set<string>();
  shape.set(path, types.add(typeOf(value)));
  if (Array.isArray(value)) for (const item of value) visit(item, `${path}/*`, depth + 1, shape);
  else if (isJsonObject(value))
    for (const [key, item] of Object.entries(value))
      visit(item, `${path}/${nameOf(key)}`, depth + 1, shape);
}

function nameOf(key: string): string {
  return DATA_KEY.test(key) ? "*" : key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** What a reply has that earlier ones had not, and the other way round. */
export interface ShapeChange {
  readonly added: readonly string[];
  readonly missing: readonly string[];
  /** Paths whose values have another type than ever before. */
  readonly retyped: readonly string[];
}

/** What is different in `seen`, by path. Fields that were only null are in neither. */
export function compareShapes(known: Shape, seen: Shape): ShapeChange {
  const paths = [...seen.keys()];
  return {
    added: paths.filter((path) => !known.has(path)),
    missing: [...known.keys()].filter((path) => !seen.has(path)),
    retyped: paths.filter((path) => known.has(path) && !isSubset(seen.get(path), known.get(path))),
  };
}

function isSubset(
  seen: ReadonlySet<string> | undefined,
  known: ReadonlySet<string> | undefined,
): boolean {
  return [...(seen ?? [])].every((type) => known?.has(type));
}

/** Both together: what a vendor has been seen to send. */
export function mergeShapes(one: Shape, other: Shape): Shape {
  const merged = new Map<string, ReadonlySet<string>>(one);
  for (const [path, types] of other)
    if (merged.has(path) || merged.size < MAX_PATHS)
      merged.set(path, new Set([...(merged.get(path) ?? []), ...types]));
  return merged;
}
