import type { PointLayout } from "./model-layout.ts";
import type { RegisterValue } from "./register-types.ts";

type Scales = ReadonlyMap<string, RegisterValue>;

/** Raw values by name, times ten to the power of their scale factors; pads and scale factors themselves are left out. */
export function scalePoints(
  points: readonly PointLayout[],
  raw: readonly RegisterValue[],
  outerScales: Scales,
): { readonly values: Readonly<Record<string, RegisterValue>>; readonly scales: Scales } {
  const scales = new Map(outerScales);
  points.forEach((point, index) => {
    if (point.typeName === "sf") scales.set(point.name, raw[index] ?? null);
  });
  const values: Record<string, RegisterValue> = {};
  points.forEach((point, index) => {
    if (point.typeName !== "sf" && point.typeName !== "pad")
      values[point.name] = applyScale(raw[index] ?? null, point.scale, scales);
  });
  return { values, scales };
}

/** A value whose scale factor the device does not give cannot be used. */
function applyScale(
  raw: RegisterValue,
  scale: string | number | null,
  scales: Scales,
): RegisterValue {
  if (scale === null || typeof raw !== "number") return raw;
  const power = typeof scale === "number" ? scale : scales.get(scale);
  if (typeof power !== "number") return null;
  return power < 0 ? raw / 10 ** -power : raw * 10 ** power;
}
