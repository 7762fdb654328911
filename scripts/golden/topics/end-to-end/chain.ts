import { type PvwattsChain, pvwattsChain, type WeatherRows } from "@solarmon/kpi/expected-power";
import type { Comparison } from "../../comparison.ts";
import type { GoldenFile } from "../../golden-file.ts";
import { type ChainKind, endToEnd, mountingOf } from "./parameters.ts";

/** Columns printed with 11 digits; angles near 0, and powers as differences, lose some. */
const TOLERANCE = { relative: 1e-6, absolute: 1e-6 };

export function weatherYear(file: GoldenFile): WeatherRows {
  const table = file.table("weather_year.csv");
  return {
    timesMs: table.instants("time_utc"),
    ghiWm2: table.numbers("ghi"),
    dniWm2: table.numbers("dni"),
    dhiWm2: table.numbers("dhi"),
    airC: table.numbers("temp_air"),
    windMps: table.numbers("wind_speed"),
  };
}

export function runChain(file: GoldenFile, kind: ChainKind, weather: WeatherRows): PvwattsChain {
  const { params } = endToEnd(file);
  return pvwattsChain(weather, {
    site: {
      latitudeDeg: params.latitude,
      longitudeDeg: params.longitude,
      altitudeM: params.altitude,
    },
    mounting: mountingOf(params, kind),
    plant: {
      dcRatingW: params.pdc0,
      gammaPerK: params.gamma_pdc,
      lossesPct: params.losses_pct,
      acRatingW: 0.96 * params.inverter_pdc0,
    },
    middleShiftMs: params.solar_position_shift_min * 60_000,
    albedo: params.albedo,
  });
}

const COLUMNS: Readonly<Record<string, keyof PvwattsChain>> = {
  apparent_zenith: "apparentZenithDeg",
  azimuth: "azimuthDeg",
  surface_tilt: "surfaceTiltDeg",
  surface_azimuth: "surfaceAzimuthDeg",
  aoi: "aoiDeg",
  poa_global: "poaGlobalWm2",
  effective_irradiance: "effectiveWm2",
  temp_cell: "cellC",
  dc_W: "dcPowerW",
  ac_W: "acPowerW",
};

/** The file holds some of the year's rows. */
export function checkChain(file: GoldenFile, compare: Comparison): void {
  const weather = weatherYear(file);
  const chain = runChain(file, file.name.includes("tracker") ? "tracker" : "fixed", weather);
  const rowOf = new Map(Array.from(weather.timesMs, (time, row) => [time, row] as const));
  const table = file.table();
  const rows = Array.from(table.instants("time_utc"), (time) => rowOf.get(time) ?? -1);
  compare.count(table.rows);
  for (const [name, ours] of Object.entries(COLUMNS)) {
    const column = rows.map((row) => chain[ours][row] ?? Number.NaN);
    compare.columns(name, column, table.numbers(name), TOLERANCE);
  }
}

/** Input of the other files: regular hours, no gap, closure not stated. */
export function checkWeatherInput(file: GoldenFile, compare: Comparison): void {
  const { timesMs } = weatherYear(file);
  compare.count(timesMs.length);
  const steps = timesMs.subarray(1).map((time, row) => time - (timesMs[row] ?? 0));
  const stepMs = endToEnd(file).params.step_h * 3_600_000;
  compare.columns(
    "step",
    steps,
    steps.map(() => stepMs),
  );
}
