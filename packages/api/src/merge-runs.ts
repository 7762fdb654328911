import type { DeviceSeries } from "@solarmon/ingest";

function concat(parts: readonly Float64Array[], length: number): Float64Array {
  const whole = new Float64Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function missing({ times }: DeviceSeries): Float64Array {
  return new Float64Array(times.length).fill(Number.NaN);
}

/** Runs of one device, in order of time, as one series. A column that only some have is `NaN` in the others. */
export function mergeRuns(runs: readonly [DeviceSeries, ...DeviceSeries[]]): DeviceSeries {
  const [first] = runs;
  if (runs.length === 1) return first;
  const length = runs.reduce((sum, { times }) => sum + times.length, 0);
  const join = (pick: (run: DeviceSeries) => Float64Array): Float64Array =>
    concat(runs.map(pick), length);
  const names = new Set(runs.flatMap(({ columns }) => Object.keys(columns)));
  const columns = Array.from(names, (name) => [
    name,
    join((run) => run.columns[name] ?? missing(run)),
  ]);
  const hasCompleteness = runs.some(({ completeness }) => completeness !== null);
  return {
    deviceId: first.deviceId,
    times: join(({ times }) => times),
    columns: Object.fromEntries(columns),
    completeness: hasCompleteness ? join((run) => run.completeness ?? missing(run)) : null,
  };
}
