/** Values of one device in order of time. `null` is missing; `0` is a measurement. */
export interface Track {
  /** Ascending, without repeats [ms since 1970, UTC]. */
  readonly times: readonly number[];
  readonly values: readonly (number | null)[];
}

export const EMPTY_TRACK: Track = { times: [], values: [] };

const HOUR_MS = 3_600_000;

/** Usual time between samples [ms]: the (lower) median of the steps, night breaks left out; `null` below two samples. */
export function usualIntervalMs(times: readonly number[]): number | null {
  const steps: number[] = [];
  for (let index = 1; index < times.length; index++) {
    const step = (times[index] ?? 0) - (times[index - 1] ?? 0);
    if (step > 0 && step <= 2 * HOUR_MS) steps.push(step);
  }
  steps.sort((left, right) => left - right);
  return steps[Math.floor((steps.length - 1) / 2)] ?? null;
}

/** Stored history, gone on with by those live samples that are newer than all of it. */
export function continueTrack(history: Track, live: Track): Track {
  const last = history.times.at(-1) ?? Number.NEGATIVE_INFINITY;
  const from = live.times.findIndex((at) => at > last);
  if (from === -1) return history;
  return {
    times: [...history.times, ...live.times.slice(from)],
    values: [...history.values, ...live.values.slice(from)],
  };
}
