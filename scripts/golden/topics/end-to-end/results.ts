import { expectedPower } from "@solarmon/kpi/expected-power";
import { iec61724, performanceIndex } from "@solarmon/kpi/performance";
import type { Comparison } from "../../comparison.ts";
import type { GoldenFile } from "../../golden-file.ts";
import { plantData } from "../../plant-data.ts";
import { runChain, weatherYear } from "./chain.ts";
import { runEnerpos } from "./enerpos.ts";
import { type ChainKind, endToEnd } from "./parameters.ts";

const TOLERANCE = { relative: 1e-7 };

function sum(column: Float64Array): number {
  return column.reduce((total, value) => total + value, 0);
}

function checkChainSums(file: GoldenFile, compare: Comparison, kind: ChainKind): void {
  const results = endToEnd(file);
  const { params } = results;
  const expected = results[kind];
  const weather = weatherYear(file);
  const chain = runChain(file, kind, weather);
  const middleMs = params.solar_position_shift_min * 60_000 + params.month_offset_h * 3_600_000;
  const monthly = new Float64Array(12);
  for (const [row, time] of weather.timesMs.entries()) {
    const month = new Date(time + middleMs).getUTCMonth();
    monthly[month] = (monthly[month] ?? 0) + ((chain.acPowerW[row] ?? 0) * params.step_h) / 1000;
  }
  const kWh = (column: Float64Array): number => (sum(column) * params.step_h) / 1000;
  const [annual, irradiation] = [kWh(chain.acPowerW), kWh(chain.poaGlobalWm2)];
  compare.count(12);
  compare.columns(`${kind} monthly_ac`, monthly, expected.monthly_ac_kWh, TOLERANCE);
  compare.value(`${kind} annual_ac`, annual, expected.annual_ac_kWh, TOLERANCE);
  compare.value(`${kind} annual_dc`, kWh(chain.dcPowerW), expected.annual_dc_kWh, TOLERANCE);
  compare.value(`${kind} annual_poa`, irradiation, expected.annual_poa_kWh_m2, TOLERANCE);
  const ratio = annual / ((params.pdc0 / 1000) * irradiation);
  compare.value(`${kind} PR`, ratio, expected.PR, TOLERANCE);
}

function checkRoofs(file: GoldenFile, compare: Comparison): void {
  const { enerpos_15_days: results } = endToEnd(file);
  for (const roof of results.params.roofs) {
    const expected = results[roof[0]];
    if (!expected) continue;
    const columns = runEnerpos(file, roof);
    const kWh = (column: Float64Array): number => sum(column) / 6 / 1000;
    const pairs: Readonly<Record<string, readonly [number, number]>> = {
      measured: [kWh(columns.measured), expected.measured_ac_kWh],
      measured_poa: [kWh(columns.poaMeasured), expected.measured_poa_kWh_m2],
      modelled_poa: [kWh(columns.poaModelled), expected.modelled_poa_kWh_m2],
      from_weather: [kWh(columns.expectedFromWeather), expected.expected_ac_from_weather_kWh],
      from_poa: [kWh(columns.expectedFromPoa), expected.expected_ac_from_measured_poa_kWh],
      PR: [
        (kWh(columns.measured) * 1000) / (roof[3] * kWh(columns.poaMeasured)),
        expected.PR_measured_poa,
      ],
      EPI: [performanceIndex(columns.measured, columns.expectedFromPoa), expected.EPI_measured_poa],
      n: [columns.timesMs.length, expected.n],
    };
    compare.count(1);
    for (const [name, [ours, theirs]] of Object.entries(pairs)) {
      compare.value(`${roof[0]} ${name}`, ours, theirs, TOLERANCE);
    }
  }
}

/** Rows of a plant-year with irradiance and module temperature; the first of two equal stamps. */
function checkUpm(file: GoldenFile, compare: Comparison): void {
  const table = plantData(file, "upm_13sys_5min/upm_2014_5min.csv.gz");
  const stamps = table.texts("timestamp");
  const [irradiance, module] = [table.numbers("G_M1"), table.numbers("T_M1")];
  const seen = new Set<string>();
  const kept: number[] = [];
  for (const [row, stamp] of stamps.entries()) {
    const isNew = !seen.has(stamp);
    seen.add(stamp);
    if (isNew && !Number.isNaN((irradiance[row] ?? 0) + (module[row] ?? 0))) kept.push(row);
  }
  const rowsOf = (column: Float64Array): Float64Array =>
    Float64Array.from(kept, (row) => column[row] ?? Number.NaN);
  const poaWm2 = rowsOf(irradiance).map((value) => Math.max(0, value));
  const moduleC = rowsOf(module);
  const months = kept.map((row) => Number(stamps[row]?.slice(5, 7)) - 1);
  const borders = Array.from({ length: 13 }, (_month, month) =>
    months.findIndex((value) => value >= month),
  ).map((border) => (border < 0 ? kept.length : border));
  for (const [name, system] of Object.entries(endToEnd(file).upm_2014.systems)) {
    const measured = rowsOf(table.numbers(`P_AC_${name}`)).map((value) => Math.max(0, value || 0));
    const dcRatingW = system.P0_assumed_W;
    const plant = { dcRatingW, gammaPerK: -0.004, lossesPct: 5, acRatingW: dcRatingW };
    const expectedW = expectedPower(poaWm2, moduleC, plant);
    const part = (start: number, end: number) =>
      iec61724(
        {
          poaWm2: poaWm2.subarray(start, end),
          moduleC: moduleC.subarray(start, end),
          acPowerW: measured.subarray(start, end),
          stepHours: 1 / 12,
        },
        plant,
      );
    compare.count(12);
    for (let month = 0; month < 12; month++) {
      const [start, end] = [borders[month] ?? 0, borders[month + 1] ?? 0];
      const figures = part(start, end);
      const index = performanceIndex(measured.subarray(start, end), expectedW.subarray(start, end));
      const pairs: Readonly<Record<string, readonly [number, number | undefined]>> = {
        PR: [figures.performanceRatio, system.PR_by_month[month]],
        PR_STC: [figures.performanceRatioStc, system.PR_STC_by_month[month]],
        EPI: [index, system.EPI_by_month[month]],
        Yf: [figures.finalYieldH, system.Yf_by_month_h[month]],
        Yr: [figures.referenceYieldH, system.Yr_by_month_h[month]],
      };
      for (const [figure, [ours, theirs]] of Object.entries(pairs)) {
        const label = `upm ${name} ${figure} ${month + 1}`;
        compare.value(label, ours, theirs ?? Number.NaN, TOLERANCE);
      }
    }
    const year = part(0, kept.length);
    compare.value(`upm ${name} PR`, year.performanceRatio, system.PR_year, TOLERANCE);
    compare.value(`upm ${name} kWh`, year.outputKWh, system.measured_kWh_year, TOLERANCE);
    const expected = sum(expectedW) / 12 / 1000;
    compare.value(`upm ${name} expected`, expected, system.expected_kWh_year, TOLERANCE);
  }
}

export function checkResults(file: GoldenFile, compare: Comparison): void {
  checkChainSums(file, compare, "fixed");
  checkChainSums(file, compare, "tracker");
  checkRoofs(file, compare);
  checkUpm(file, compare);
}
