import { POINTS, type PointDefinition } from "@solarmon/core";
import * as fc from "fast-check";

/** A value of the point as it is stored: a multiple of its resolution, in its range; big counters, too. */
function anyInRange(point: PointDefinition): fc.Arbitrary<number> {
  const steps = Math.round(1 / point.resolution);
  const least = BigInt(Math.ceil(point.min * steps));
  const most = BigInt(Math.floor(point.max * steps));
  return fc.bigInt({ min: least, max: most }).map((n) => Number(n) / steps);
}

/** Values of some points, some of them missing, in any order of names. */
export const anyValues: fc.Arbitrary<Record<string, number | null>> = fc
  .shuffledSubarray([...POINTS], { maxLength: 20 })
  .chain((points) => fc.tuple(...points.map(anyPair)))
  .map((pairs) => Object.fromEntries(pairs));

function anyPair(point: PointDefinition): fc.Arbitrary<[string, number | null]> {
  return fc.tuple(fc.constant(point.name), fc.option(anyInRange(point)));
}
