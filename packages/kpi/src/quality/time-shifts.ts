import { DAY_MS } from "../calendar.ts";
import { rowsOf } from "../column.ts";
import { dayRuns, MINUTE_MS, type LocalDays } from "../local-days.ts";
import type { Mask } from "../mask.ts";
import { changePoints } from "./change-points.ts";

/** Options of {@link timeShifts}. */
export interface TimeShiftOptions extends LocalDays {
  /** Fewest days between two shifts. Default 2; 60 sees daylight saving time and no shorter shift. */
  readonly minDays?: number;
  /** Shifts are multiples of this [min]. Default 15. */
  readonly shiftMinMinutes?: number;
  /** A rest above this is rounded up [min]. Default: half of `shiftMinMinutes`, rounded down. */
  readonly roundUpFromMinutes?: number;
}

/** Middle of a day's light [whole min since local midnight]; `NaN` on a day without light. */
function middayOf(
  timesMs: Float64Array,
  daytime: Mask,
  start: number,
  end: number,
  midnight: number,
): number {
  const first = daytime.indexOf(1, start);
  if (first < 0 || first >= end) return Number.NaN;
  const last = daytime.lastIndexOf(1, end - 1);
  return Math.floor(((timesMs[first]! + timesMs[last]!) / 2 - midnight) / MINUTE_MS);
}

function roundToMultiple(minutes: number, multiple: number, upFrom: number): number {
  const size = Math.abs(minutes);
  const rest = size % multiple;
  return Math.sign(minutes) * (size - rest + (rest > upFrom ? multiple : 0));
}

/** The most frequent value; the smallest of them on a tie. */
function modeOf(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [mode] = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return mode?.[0] ?? Number.NaN;
}

/**
 * How far the logger's clock is off in each row: the middle of the light, compared with the middle that the sun's
 * position tells, in stretches between changes.
 *
 * @param timesMs - epoch ms of the logger's clock, ascending; days are local standard time with `utcOffsetMinutes`
 * @param daytime - 1: day, for instance of `daytimeFromPower`
 * @param clearskyMiddayMinutes - middle of the day by the sun [min since local midnight], one for each day that occurs
 * @returns shift [min], positive: the clock is ahead; days without light take that of their neighbours
 * @throws RangeError when the days and the middays differ in number, or no day has light
 * @see PVAnalytics 0.2.3, `quality.time.shifts_ruptures`
 * @example
 * const timesMs = Float64Array.from({ length: 960 }, (_, hour) => hour * 3_600_000);
 * const light = Uint8Array.from(timesMs, (_, hour) => (hour % 24 >= 7 && hour % 24 <= 19 ? 1 : 0));
 * timeShifts(timesMs, light, new Float64Array(40).fill(720))[0]; // 60
 */
export function timeShifts(
  timesMs: Float64Array,
  daytime: Mask,
  clearskyMiddayMinutes: Float64Array,
  options: TimeShiftOptions = {},
): Float64Array {
  const { minDays = 2, shiftMinMinutes = 15, utcOffsetMinutes = 0 } = options;
  const upFrom = options.roundUpFromMinutes ?? Math.floor(shiftMinMinutes / 2);
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  const { bounds, days } = dayRuns(timesMs, offsetMs);
  if (days.length !== clearskyMiddayMinutes.length) {
    throw new RangeError(
      `${days.length} days and ${clearskyMiddayMinutes.length} middays: give one a day`,
    );
  }
  const differences = days.map((day, index) => {
    const midnight = day * DAY_MS - offsetMs;
    const midday = middayOf(timesMs, daytime, bounds[index]!, bounds[index + 1]!, midnight);
    return midday - clearskyMiddayMinutes[index]!;
  });
  const lit = [...differences.keys()].filter((index) => !Number.isNaN(differences[index]));
  if (lit.length === 0) throw new RangeError("no day has light");
  const changes = changePoints(
    Float64Array.from(lit, (index) => differences[index]!),
    {
      minSize: minDays,
    },
  );
  const shifts = new Float64Array(rowsOf(timesMs));
  const edges = [0, ...changes, lit.length];
  for (let part = 0; part + 1 < edges.length; part++) {
    const stretch = lit.slice(edges[part], edges[part + 1]);
    const shift = modeOf(
      stretch.map((index) => roundToMultiple(differences[index]!, shiftMinMinutes, upFrom)),
    );
    const start = part === 0 ? 0 : bounds[stretch[0]!]!;
    shifts.fill(shift, start);
  }
  return shifts;
}
