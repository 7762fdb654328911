import { isValue, type PointGroup } from "./model-layout.ts";
import type { RegisterValue } from "./register-types.ts";

type Scales = Map<string, RegisterValue>;

/** Raw values by name, times ten to the power of their scale factors; pads and scale factors themselves are left out. */
export function scalePoints(
  { points, scaleIndexes, blank }: PointGroup,
  raw: readonly RegisterValue[],
  outerScales: Scales,
): { readonly values: Readonly<Record<string, RegisterValue>>; readonly scales: Scales } {
  const scales = scaleIndexes.length === 0 ? outerScales : new Map(outerScales);
  for (const index of scaleIndexes) scales.set(points[index]?.name ?? "", raw[index] ?? null);
  const values: Record<string, RegisterValue> = { ...blank };
  points.forEach((point, index) => {
    if (isValue(point)) values[point.name] = applyScale(raw[index] ?? null, point.scale, scales);
  });
  return { values, scales };
}

/** A value whose scale factor the device does not give cannot be used. */
function applyScale(
  raw: RegisterValue,
  scale: string | number | null,
  scales: ReadonlyMap<string, RegisterValue>,
): RegisterValue {
  if (scale === null || typeof raw !== "number") return raw;
  const power = typeof scale === "number" ? scale : scales.get(scale);
  if (typeof power !== "number") return null;
  return power < 0 ? raw / 10 ** -power : raw * 10 ** power;
}
