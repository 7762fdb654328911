import { pointByName } from "./points.ts";

/** Codes of points by name; unknown names are left out. `undefined` (all points) when none is named. */
export function codesOf(names: readonly string[]): readonly number[] | undefined {
  return names.length === 0 ? undefined : names.flatMap((name) => pointByName(name)?.code ?? []);
}
