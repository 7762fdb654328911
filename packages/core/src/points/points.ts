import { dcInputPoints } from "./dc-input-points.ts";
import type { PointDefinition } from "./point-definition.ts";
import { tablePoints } from "./point-table.ts";

/** Every point Solarmon knows. */
export const POINTS: readonly PointDefinition[] = [...tablePoints(), ...dcInputPoints()];

const byName: ReadonlyMap<string, PointDefinition> = new Map(
  POINTS.map((point) => [point.name, point]),
);
const byCode: readonly (PointDefinition | undefined)[] = POINTS.reduce<
  (PointDefinition | undefined)[]
>((table, point) => ((table[point.code] = point), table), Array.from({ length: 128 }));

/** The point of that name, or `undefined` (also for `__proto__` and its like). */
export function pointByName(name: string): PointDefinition | undefined {
  return byName.get(name);
}

/** The point of that code, or `undefined`. */
export function pointByCode(code: number): PointDefinition | undefined {
  return byCode[code];
}
