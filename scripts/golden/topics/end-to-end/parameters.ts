import type { ArrayMounting } from "@solarmon/kpi/expected-power";
import type { GoldenFile } from "../../golden-file.ts";

interface ChainSums {
  readonly annual_ac_kWh: number;
  readonly annual_poa_kWh_m2: number;
  readonly annual_dc_kWh: number;
  readonly monthly_ac_kWh: readonly number[];
  readonly PR: number;
}

interface ChainParameters {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number;
  readonly pdc0: number;
  readonly gamma_pdc: number;
  readonly inverter_pdc0: number;
  readonly losses_pct: number;
  readonly albedo: number;
  readonly fixed: { readonly tilt: number; readonly az: number };
  readonly tracker: {
    readonly axis_tilt: number;
    readonly axis_azimuth: number;
    readonly max_angle: number;
    readonly backtrack: boolean;
    readonly gcr: number;
  };
  readonly solar_position_shift_min: number;
  readonly month_offset_h: number;
  readonly step_h: number;
}

interface EnerposSums {
  readonly measured_ac_kWh: number;
  readonly measured_poa_kWh_m2: number;
  readonly modelled_poa_kWh_m2: number;
  readonly expected_ac_from_weather_kWh: number;
  readonly expected_ac_from_measured_poa_kWh: number;
  readonly PR_measured_poa: number;
  readonly EPI_measured_poa: number;
  readonly n: number;
}

/** Name, tilt, azimuth, DC rating, irradiance column, power columns, AC rating. */
export type Roof = readonly [string, number, number, number, string, readonly string[], number];

interface EnerposParameters {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number;
  readonly solar_position_shift_min: number;
  readonly gamma_pdc: number;
  readonly losses_pct: number;
  readonly roofs: readonly Roof[];
}

interface UpmSystem {
  readonly P0_assumed_W: number;
  readonly PR_by_month: readonly number[];
  readonly PR_STC_by_month: readonly number[];
  readonly EPI_by_month: readonly number[];
  readonly Yf_by_month_h: readonly number[];
  readonly Yr_by_month_h: readonly number[];
  readonly PR_year: number;
  readonly expected_kWh_year: number;
  readonly measured_kWh_year: number;
}

/** results.json of the topic. */
export interface EndToEnd {
  readonly fixed: ChainSums;
  readonly tracker: ChainSums;
  readonly params: ChainParameters;
  readonly enerpos_15_days: Readonly<Record<string, EnerposSums>> & {
    readonly params: EnerposParameters;
  };
  readonly upm_2014: { readonly systems: Readonly<Record<string, UpmSystem>> };
  readonly rtc_trend_analysis: {
    readonly p50_rd: number;
    readonly n_daily: number;
    readonly n_kept_15min: number;
  };
}

export function endToEnd(file: GoldenFile): EndToEnd {
  return file.json("results.json");
}

/** The kinds of array that the chain is run for. */
export type ChainKind = "fixed" | "tracker";

export function mountingOf({ fixed, tracker }: ChainParameters, kind: ChainKind): ArrayMounting {
  if (kind === "fixed") return { surfaceTiltDeg: fixed.tilt, surfaceAzimuthDeg: fixed.az };
  return {
    axisTiltDeg: tracker.axis_tilt,
    axisAzimuthDeg: tracker.axis_azimuth,
    maxAngleDeg: tracker.max_angle,
    backtrack: tracker.backtrack,
    gcr: tracker.gcr,
  };
}
