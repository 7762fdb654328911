import {
  type Availability,
  availabilityAnalysis,
  timeAvailability,
} from "@solarmon/kpi/availability";
import type { Comparison, Tolerance } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";
import { asPrinted } from "../printed.ts";
import { numberAfter } from "../readme-numbers.ts";
import { parseInstant, type Table } from "../table.ts";
import { restoredMeter } from "./availability/meter.ts";

const TOLERANCE = { relative: 1e-9, absolute: 1e-9 };

/** The meter, and how near energies that are differences of it can come. */
interface Meter {
  readonly meterWh: Float64Array;
  readonly tolerance: Tolerance;
}

/**
 * The meter in full, or as printed where the plant's data are not there: its 9 digits then leave a difference uncertain
 * by twice half a unit of the last. RdTools itself, given the printed meter, is off by as much.
 */
function meterOf(file: GoldenFile, table: Table): Meter {
  const restored = restoredMeter(file, table);
  if (restored) return { meterWh: restored, tolerance: TOLERANCE };
  const meterWh = table.numbers("energy_cumulative");
  const largest = meterWh.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { meterWh, tolerance: { relative: 1e-9, absolute: 1e-8 * largest } };
}

interface Results {
  readonly rollup_month_end: {
    readonly label: readonly string[];
    readonly lost_production: readonly number[];
    readonly actual_production: readonly number[];
    readonly availability: readonly number[];
  };
  readonly outages: readonly (Readonly<Record<string, number>> & {
    readonly start: string;
    readonly end: string;
    readonly type: string;
  })[];
  readonly reporting_fraction: Readonly<Record<string, number>>;
  readonly time_based_availability_g50: Readonly<Record<string, number>>;
}

/** Months up to the last label: borders at the midnight after each label. */
function edgesOf(labels: readonly string[], firstMs: number): Float64Array {
  return Float64Array.of(firstMs, ...labels.map((label) => parseInstant(label) + 86_400_000));
}

function analyse(table: Table, meterWh: Float64Array, labels: readonly string[]): Availability {
  const timesMs = table.instants("time_local");
  return availabilityAnalysis(
    {
      timesMs,
      systemW: table.numbers("power_system"),
      subsystemsW: partsOf(table).map((name) => table.numbers(name)),
      meterWh,
      expectedW: table.numbers("power_expected"),
    },
    { periodEdgesMs: edgesOf(labels, timesMs[0] ?? Number.NaN) },
  );
}

function partsOf(table: Table): readonly string[] {
  return table.names.filter((name) => name.startsWith("sub_"));
}

function checkSeries(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  const { lossW, systemLossW } = analyse(table, meterOf(file, table).meterWh, []);
  compare.count(table.rows);
  for (const [name, ours] of [
    ["loss_subsystem", lossW],
    ["loss_system", systemLossW],
  ] as const) {
    compare.columns(name, asPrinted(ours, table.texts(name)), table.numbers(name), TOLERANCE);
  }
}

function checkOutages(
  compare: Comparison,
  table: Table,
  { outages }: Availability,
  expected: Results["outages"],
  metered: Tolerance,
): void {
  const timesMs = table.instants("time_local");
  compare.value("number of outages", outages.length, expected.length);
  for (const [index, want] of expected.entries()) {
    const outage = outages[index];
    if (!outage) continue;
    const [startMs = 0, endMs = 0] = [timesMs[outage.start], timesMs[outage.end]];
    const figures: Readonly<Record<string, readonly [number, number | undefined]>> = {
      start: [startMs, parseInstant(want.start)],
      end: [endMs, parseInstant(want.end)],
      duration: [(endMs - startMs) / 1000, want["duration"]],
      intervals: [outage.rows, want["intervals"]],
      daylight_intervals: [outage.daylightRows, want["daylight_intervals"]],
      error_lower: [outage.errorLower, want["error_lower"]],
      error_upper: [outage.errorUpper, want["error_upper"]],
      energy_expected: [outage.expectedWh, want["energy_expected"]],
      energy_start: [outage.meterStartWh, want["energy_start"]],
      energy_end: [outage.meterEndWh, want["energy_end"]],
      energy_actual: [outage.actualWh, want["energy_actual"]],
      ci_lower: [outage.expectedLowerWh, want["ci_lower"]],
      ci_upper: [outage.expectedUpperWh, want["ci_upper"]],
      type: [outage.type === want.type ? 1 : 0, 1],
      loss: [outage.lossWh, want["loss"]],
    };
    for (const [name, [ours, theirs]] of Object.entries(figures)) {
      const tolerance = /^energy_(?:start|end|actual)$|^loss$/.test(name) ? metered : TOLERANCE;
      compare.value(`outage ${index} ${name}`, ours, theirs ?? Number.NaN, tolerance);
    }
  }
}

function checkResults(file: GoldenFile, compare: Comparison): void {
  const results: Results = file.json();
  const table = file.table("series.csv");
  const { label, ...rollup } = results.rollup_month_end;
  const { meterWh, tolerance: metered } = meterOf(file, table);
  const analysis = analyse(table, meterWh, label);
  const of = (pick: (period: Availability["periods"][number]) => number): number[] =>
    analysis.periods.map(pick);
  compare.count(label.length + results.outages.length);
  compare.columns(
    "lost_production",
    of((it) => it.lostWh),
    rollup.lost_production,
    metered,
  );
  compare.columns(
    "actual_production",
    of((it) => it.producedWh),
    rollup.actual_production,
    metered,
  );
  compare.columns(
    "availability",
    of((it) => it.availability),
    rollup.availability,
    TOLERANCE,
  );
  checkOutages(compare, table, analysis, results.outages, metered);
  const expectedW = table.numbers("power_expected");
  const threshold = numberAfter(file.readme, "expected power above ", 1300);
  for (const [part, column] of partsOf(table).entries()) {
    const name = column.slice("sub_".length);
    const reporting = analysis.reporting[part] ?? new Uint8Array(0);
    const share = reporting.reduce((sum, value) => sum + value, 0) / reporting.length;
    const wanted = results.reporting_fraction[name] ?? Number.NaN;
    compare.value(`reporting_fraction ${name}`, share, wanted, TOLERANCE);
    const { availability } = timeAvailability(table.numbers(column), expectedW, { threshold });
    const inTime = results.time_based_availability_g50[name] ?? Number.NaN;
    compare.value(`time_based_availability ${name}`, availability, inTime, TOLERANCE);
  }
}

export const topic: GoldenTopic = {
  topic: "availability",
  files: [
    [/^series.*\.csv$/, checkSeries],
    [/^results.*\.json$/, checkResults],
  ],
};
