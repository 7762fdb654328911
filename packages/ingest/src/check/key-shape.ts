import { pointByName } from "@solarmon/core";

/** What a key of a reading is, where it is not the code of a point. */
export const KEY = {
  unknown: 0,
  deviceId: -1,
  measuredAt: -2,
  quality: -3,
  values: -4,
} as const;

const RESERVED: ReadonlyMap<string, number> = new Map(Object.entries(KEY).slice(1));

/**
 * The keys of a reading, looked up once. Devices send the same keys in the same order again and again; comparing
 * with the last shape is far cheaper than a look-up per key.
 */
export interface KeyShape {
  readonly keys: readonly string[];
  /** Code of the point at each position, or one of {@link KEY}. */
  readonly codes: Int16Array;
  /** Positions of the points by ascending code: the order in which they are packed. */
  readonly order: Uint16Array;
  readonly hasUnknown: boolean;
  readonly hasValues: boolean;
}

/** The shape of such keys. */
export function keyShape(keys: readonly string[]): KeyShape {
  const codes = Int16Array.from(keys, keyCode);
  const points = [...codes.keys()].filter((position) => (codes[position] ?? 0) > 0);
  return {
    keys,
    codes,
    order: Uint16Array.from(points.toSorted((a, b) => (codes[a] ?? 0) - (codes[b] ?? 0))),
    hasUnknown: codes.includes(KEY.unknown),
    hasValues: codes.includes(KEY.values),
  };
}

function keyCode(key: string): number {
  return RESERVED.get(key) ?? pointByName(key)?.code ?? KEY.unknown;
}
