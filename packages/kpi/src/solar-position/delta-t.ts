import { monthOf, yearOf } from "../calendar.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";

/** A polynomial valid from a year on, until the next one: coefficients by power of (y − origin) / unit. */
interface Era {
  readonly from: number;
  readonly origin: number;
  readonly unit: number;
  readonly by: readonly number[];
}

const ERAS: readonly Era[] = [
  { from: -Infinity, origin: 1820, unit: 100, by: [-20, 0, 32] },
  {
    from: -500,
    origin: 0,
    unit: 100,
    by: [10583.6, -1014.41, 33.78311, -5.952053, -0.1798452, 0.022174192, 0.0090316521],
  },
  {
    from: 500,
    origin: 1000,
    unit: 100,
    by: [1574.2, -556.01, 71.23472, 0.319781, -0.8503463, -0.005050998, 0.0083572073],
  },
  { from: 1600, origin: 1600, unit: 1, by: [120, -0.9808, -0.01532, 1 / 7129] },
  { from: 1700, origin: 1700, unit: 1, by: [8.83, 0.1603, -0.0059285, 0.00013336, -1 / 1174000] },
  {
    from: 1800,
    origin: 1800,
    unit: 1,
    by: [
      13.72, -0.332447, 0.0068612, 0.0041116, -0.00037436, 0.0000121272, -0.0000001699,
      0.000000000875,
    ],
  },
  {
    from: 1860,
    origin: 1860,
    unit: 1,
    by: [7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1 / 233174],
  },
  { from: 1900, origin: 1900, unit: 1, by: [-2.79, 1.494119, -0.0598939, 0.0061966, -0.000197] },
  { from: 1920, origin: 1920, unit: 1, by: [21.2, 0.84493, -0.0761, 0.0020936] },
  { from: 1941, origin: 1950, unit: 1, by: [29.07, 0.407, -1 / 233, 1 / 2547] },
  { from: 1961, origin: 1975, unit: 1, by: [45.45, 1.067, -1 / 260, -1 / 718] },
  {
    from: 1986,
    origin: 2000,
    unit: 1,
    by: [63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599],
  },
  { from: 2005, origin: 2000, unit: 1, by: [62.92, 0.32217, 0.005589] },
  // −20 + 32 ((y − 1820)/100)² − 0.5628 (2150 − y), written in y − 1820.
  { from: 2050, origin: 1820, unit: 1, by: [-20 - 0.5628 * 330, 0.5628, 0.0032] },
  { from: 2150, origin: 1820, unit: 100, by: [-20, 0, 32] },
];

function eraOf(year: number): Era {
  let era = ERAS[0]!;
  for (const next of ERAS) if (year >= next.from) era = next;
  return era;
}

function deltaTOfTime(timeMs: number): number {
  const year = yearOf(timeMs);
  const { origin, unit, by } = eraOf(year);
  const u = (year + (monthOf(timeMs) - 0.5) / 12 - origin) / unit;
  let sum = 0;
  for (let power = by.length - 1; power >= 0; power--) sum = sum * u + by[power]!;
  return sum;
}

/**
 * ΔT, terrestrial time minus universal time [s], constant within a month.
 *
 * Meant for years −1999 to 3000; a prediction after 2005.
 *
 * @param timeMs - instant or column of instants [epoch ms]
 * @returns ΔT [s]; `NaN` for `NaN`
 * @see F. Espenak, J. Meeus, NASA/TP-2006-214141, polynomial expressions for ΔT
 * @example
 * deltaT(Date.UTC(2020, 5, 15)); // 71.85…
 */
export function deltaT(timeMs: number): number;
export function deltaT(timeMs: Float64Array, options?: Into): Float64Array;
export function deltaT(timeMs: NumberOrColumn, options: Into = {}): NumberOrColumn {
  return mapColumn(timeMs, options.out, deltaTOfTime);
}
