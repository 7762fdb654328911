import { type Track, usualIntervalMs } from "./track.ts";

/** Power of the plant at one instant. */
export interface CurvePoint {
  readonly at: number;
  /** Sum over the devices heard from lately [W]; `null` begins a gap. */
  readonly powerW: number | null;
  /** How many devices are in the sum. */
  readonly reporting: number;
}

const FIVE_MINUTES_MS = 300_000;
/** Missed samples that make a gap: two in a row, with half a step of tolerance. */
const PATIENCE = 2.5;

/** How long a value of the track stands for the device [ms]. */
export function holdMs(track: Track): number {
  return PATIENCE * Math.max(FIVE_MINUTES_MS, usualIntervalMs(track.times) ?? 0);
}

interface Change {
  readonly at: number;
  readonly device: number;
  readonly value: number | null;
  /** The device fell silent; shown only when it was the last one. */
  readonly isExpiry: boolean;
}

function changesOf(track: Track, device: number): Change[] {
  const hold = holdMs(track);
  return track.times.flatMap((at, index) => {
    const change = { at, device, value: track.values[index] ?? null, isExpiry: false };
    const next = track.times[index + 1];
    if (next !== undefined && next <= at + hold) return [change];
    return [change, { at: at + hold, device, value: null, isExpiry: true }];
  });
}

/**
 * Sums the devices over time. A value holds until the device's next one, or until it has missed two;
 * so devices that report at different moments add up, and a silent one is not counted as if it still produced.
 * The answer does not depend on the order of the tracks.
 */
export function plantCurve(tracks: readonly Track[]): CurvePoint[] {
  const changes = tracks.flatMap(changesOf).toSorted((left, right) => left.at - right.at);
  const current = new Map<number, number>();
  const points: CurvePoint[] = [];
  let isReal = false;
  for (const [index, change] of changes.entries()) {
    isReal ||= !change.isExpiry;
    if (change.value === null) current.delete(change.device);
    else current.set(change.device, change.value);
    if (changes[index + 1]?.at === change.at) continue;
    if (isReal || current.size === 0) points.push(pointAt(change.at, current));
    isReal = false;
  }
  return withoutTrailingGap(points);
}

function pointAt(at: number, current: ReadonlyMap<number, number>): CurvePoint {
  if (current.size === 0) return { at, powerW: null, reporting: 0 };
  let powerW = 0;
  for (const value of current.values()) powerW += value;
  return { at, powerW, reporting: current.size };
}

function withoutTrailingGap(points: CurvePoint[]): CurvePoint[] {
  while (points.length > 0 && points.at(-1)?.powerW === null) points.pop();
  return points;
}

/** The highest point, the first of equals. */
export function peakOf(points: readonly CurvePoint[]): CurvePoint | null {
  let peak: CurvePoint | null = null;
  for (const point of points) {
    if (point.powerW !== null && point.powerW > (peak?.powerW ?? Number.NEGATIVE_INFINITY))
      peak = point;
  }
  return peak;
}

/** Highest value of a track; `null` when it has none. */
export function peakOfTrack(track: Track): number | null {
  return track.values.reduce(
    (peak, value) => (value !== null && value > (peak ?? Number.NEGATIVE_INFINITY) ? value : peak),
    null,
  );
}
