import { energyFromPower, interpolate, medianStepMs, timeGrid } from "@solarmon/kpi/energy";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";
import { monthEndEdges, pandasDurationMs } from "../pandas-frequency.ts";
import { parseInstant } from "../table.ts";

const TOLERANCE = { relative: 1e-10, absolute: 1e-10 };

interface Series {
  readonly time: readonly string[];
}

interface EnergyCase {
  readonly name: string;
  readonly note: string;
  readonly kwargs: {
    readonly target_frequency?: string;
    readonly max_timedelta?: string;
    readonly power_type?: string;
  };
  readonly input: Series & { readonly power_W: readonly number[] };
  readonly output?: Series & { readonly energy_Wh: readonly number[] };
  readonly error?: string;
}

/** A one-row series has a frequency that the file does not state: pandas' "15min" was given. */
const FREQUENCY_OF_ONE_ROW_MS = 15 * 60_000;

function instants(series: Series): Float64Array {
  return Float64Array.from(series.time, parseInstant);
}

function run({ kwargs, input }: EnergyCase): { timesMs: Float64Array; energyWh: Float64Array } {
  const timesMs = instants(input);
  const { target_frequency: target, max_timedelta: longest } = kwargs;
  const binMs =
    target === undefined
      ? timesMs.length === 1
        ? FREQUENCY_OF_ONE_ROW_MS
        : undefined
      : pandasDurationMs(target);
  const months = binMs === undefined && target !== undefined ? monthEndEdges(timesMs) : undefined;
  const energy = energyFromPower(timesMs, Float64Array.from(input.power_W), {
    powerType: kwargs.power_type === "instantaneous" ? "instantaneous" : "rightLabeled",
    ...(binMs === undefined ? {} : { binMs }),
    ...(months === undefined ? {} : { binEdgesMs: months.edgesMs }),
    ...(longest === undefined ? {} : { maxGapMs: pandasDurationMs(longest) ?? Number.NaN }),
  });
  return { timesMs: months?.labelsMs ?? energy.timesMs, energyWh: energy.energyWh };
}

function checkEnergy(file: GoldenFile, compare: Comparison): void {
  const cases: readonly EnergyCase[] = file.json();
  for (const item of cases) {
    const { name, output } = item;
    compare.count(output?.time.length ?? 1);
    if (output === undefined) {
      let refused = 0;
      try {
        run(item);
      } catch {
        refused = 1;
      }
      compare.value(`${name} refused`, refused, 1);
      continue;
    }
    const { timesMs, energyWh } = run(item);
    compare.columns(`${name} time`, timesMs, instants(output));
    compare.columns(name, energyWh, output.energy_Wh, TOLERANCE);
  }
}

interface InterpolateCase {
  readonly name: string;
  readonly max_timedelta: string;
  readonly target: string | readonly string[];
  readonly input: Series & { readonly value: readonly number[] };
  readonly output: Series & { readonly value: readonly number[] };
}

function checkInterpolate(file: GoldenFile, compare: Comparison): void {
  const cases: readonly InterpolateCase[] = file.json();
  for (const { name, max_timedelta: longest, target, input, output } of cases) {
    const timesMs = instants(input);
    const [startMs = 0, endMs = 0] = [timesMs[0], timesMs.at(-1)];
    const stepMs = typeof target === "string" ? (pandasDurationMs(target) ?? Number.NaN) : 0;
    const targetMs =
      typeof target === "string"
        ? timeGrid({ startMs, endMs, stepMs })
        : instants({ time: target });
    const values = Float64Array.from(input.value);
    const maxGapMs = longest.startsWith("None")
      ? 2 * medianStepMs(timesMs, values)
      : (pandasDurationMs(longest) ?? Number.NaN);
    compare.count(output.time.length);
    compare.columns(`${name} time`, targetMs, instants(output));
    const result = interpolate(timesMs, values, targetMs, { maxGapMs });
    compare.columns(name, result, output.value, TOLERANCE);
  }
}

export const topic: GoldenTopic = {
  topic: "energy_from_power",
  files: [
    [/^energy_from_power.*\.json$/, checkEnergy],
    [/^interpolate.*\.json$/, checkInterpolate],
  ],
};
