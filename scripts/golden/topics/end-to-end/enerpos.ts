import { expectedPower, pvwattsChain } from "@solarmon/kpi/expected-power";
import { faiman } from "@solarmon/kpi/cell-temperature";
import type { Comparison } from "../../comparison.ts";
import type { GoldenFile } from "../../golden-file.ts";
import { plantData } from "../../plant-data.ts";
import type { Table } from "../../table.ts";
import { endToEnd, type Roof } from "./parameters.ts";

/** Printed with 9 to 11 digits. */
const TOLERANCE = { relative: 1e-6, absolute: 1e-6 };

/** Rows of the power file with the weather of the same stamp. */
function joined(file: GoldenFile): {
  readonly power: Table;
  readonly timesMs: Float64Array;
  readonly weather: (name: string) => Float64Array;
} {
  const folder = "enerpos_reunion_10min";
  const weather = plantData(file, `${folder}/Meteo_Terre_Sainte_01-15-10-2022.csv.gz`);
  const power = plantData(file, `${folder}/PV_ENERPOS_01-15-10-2022_bis.csv.gz`);
  const rowOf = new Map(Array.from(weather.instants("datetime"), (time, row) => [time, row]));
  const timesMs = power.instants("datetime");
  const rows = Array.from(timesMs, (time) => rowOf.get(time) ?? -1);
  return {
    power,
    timesMs,
    weather: (name) => {
      const column = weather.numbers(name);
      return Float64Array.from(rows, (row) => column[row] ?? Number.NaN);
    },
  };
}

export interface EnerposColumns {
  readonly timesMs: Float64Array;
  readonly poaModelled: Float64Array;
  readonly poaMeasured: Float64Array;
  readonly expectedFromWeather: Float64Array;
  readonly expectedFromPoa: Float64Array;
  readonly measured: Float64Array;
}

export function runEnerpos(file: GoldenFile, roof: Roof): EnerposColumns {
  const [, surfaceTiltDeg, surfaceAzimuthDeg, dcRatingW, poaName, powerNames, acRatingW] = roof;
  const { params } = endToEnd(file).enerpos_15_days;
  const { power, timesMs, weather } = joined(file);
  const [airC, windMps] = [weather("DBT"), weather("Ws10")];
  const plant = {
    dcRatingW,
    gammaPerK: params.gamma_pdc,
    lossesPct: params.losses_pct,
    acRatingW,
  };
  const rows = { timesMs, ghiWm2: weather("GHI"), dniWm2: weather("BNI"), dhiWm2: weather("DHI") };
  const chain = pvwattsChain(
    { ...rows, airC, windMps },
    {
      site: {
        latitudeDeg: params.latitude,
        longitudeDeg: params.longitude,
        altitudeM: params.altitude,
      },
      mounting: { surfaceTiltDeg, surfaceAzimuthDeg },
      plant,
      middleShiftMs: params.solar_position_shift_min * 60_000,
      albedo: 0.2,
    },
  );
  const poaMeasured = power.numbers(poaName).map((value) => Math.max(0, value));
  const measured = new Float64Array(timesMs.length);
  for (const name of powerNames) {
    const column = power.numbers(name);
    for (const [row, value] of column.entries())
      measured[row] = (measured[row] ?? 0) + (value || 0); // the reference sums what is there
  }
  return {
    timesMs,
    poaModelled: chain.poaGlobalWm2,
    poaMeasured,
    expectedFromWeather: chain.acPowerW,
    expectedFromPoa: expectedPower(poaMeasured, faiman(poaMeasured, airC, windMps), plant),
    measured,
  };
}

export function checkEnerpos(file: GoldenFile, compare: Comparison): void {
  const { roofs } = endToEnd(file).enerpos_15_days.params;
  const roof = roofs.find(([name]) => file.name.includes(name));
  if (!roof) throw new Error("no roof has the name of the file");
  const columns = runEnerpos(file, roof);
  const table = file.table();
  compare.count(table.rows);
  compare.columns("time_utc", columns.timesMs, table.instants("time_utc"));
  const pairs = {
    poa_modelled: columns.poaModelled,
    ac_expected_weather: columns.expectedFromWeather,
    ac_expected_poa: columns.expectedFromPoa,
    ac_measured: columns.measured,
  };
  for (const [name, column] of Object.entries(pairs)) {
    compare.columns(name, column, table.numbers(name), TOLERANCE);
  }
}
