import { type AdrInverter, adrInverter, sandiaInverter } from "@solarmon/kpi/inverters";
import {
  pvwattsDc,
  pvwattsInverter,
  type PvwattsLosses,
  pvwattsLosses,
  pvwattsMulti,
} from "@solarmon/kpi/pvwatts";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";
import { numberAfter } from "../readme-numbers.ts";
import { checkSapm, checkSingleDiode } from "./pvwatts-modules.ts";

const PVWATTS = { relative: 1e-12, absolute: 1e-12 };
const LIBRARY = { relative: 1e-11, absolute: 1e-11 };

function checkDc(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  const irradiance = table.numbers("effective_irradiance");
  const cell = table.numbers("temp_cell");
  const line = /\| pvwatts_dc\.csv \|(.*)/.exec(file.readme)?.[1] ?? "";
  const array = {
    dcRatingW: numberAfter(line, "pdc0=", 5000),
    gammaPerK: numberAfter(line, "gamma_pdc=", -0.0037),
  };
  const k = numberAfter(line, "k=", 0.01);
  compare.count(table.rows);
  const columns = {
    dc_v5: pvwattsDc(irradiance, cell, array),
    dc_tref20: pvwattsDc(irradiance, cell, { ...array, referenceC: 20 }),
    dc_k: pvwattsDc(irradiance, cell, { ...array, k }),
    dc_k_cap: pvwattsDc(irradiance, cell, { ...array, k, capAdjustment: true }),
  };
  for (const [name, power] of Object.entries(columns)) {
    // the low-light term is the difference of numbers as large as the rating
    compare.columns(name, power, table.numbers(name), { relative: 1e-12, absolute: 1e-11 });
  }
}

function checkInverter(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  const dc = table.numbers("pdc");
  const line = /\| pvwatts_inverter\.csv \|(.*)/.exec(file.readme)?.[1] ?? "";
  const dcLimitW = numberAfter(line, "pdc0=", 5000 / 0.96);
  compare.count(table.rows);
  for (const name of table.names.slice(1)) {
    const digits = /eta0(\d+)$/.exec(name)?.[1];
    const nominalEfficiency = digits === undefined ? 0.96 : Number(`0.${digits}`);
    const ac = pvwattsInverter(dc, { dcLimitW, nominalEfficiency });
    compare.columns(name, ac, table.numbers(name), PVWATTS);
  }
}

interface LossesAndMulti {
  readonly losses: readonly {
    readonly kwargs: Readonly<Record<string, number>>;
    readonly loss_pct: number;
  }[];
  readonly pvwatts_multi: {
    readonly pdc: readonly (readonly number[])[];
    readonly pdc0: number;
    readonly ac: readonly number[];
  };
}

function lossName(name: string): string {
  return `${name.replaceAll(/_(\w)/g, (_match, letter: string) => letter.toUpperCase())}Pct`;
}

function checkLossesAndMulti(file: GoldenFile, compare: Comparison): void {
  const { losses, pvwatts_multi: multi }: LossesAndMulti = file.json();
  compare.count(losses.length + multi.ac.length);
  for (const { kwargs, loss_pct: expected } of losses) {
    const given: PvwattsLosses = Object.fromEntries(
      Object.entries(kwargs).map(([name, value]) => [lossName(name), value]),
    );
    compare.value(JSON.stringify(kwargs), pvwattsLosses(given), expected, PVWATTS);
  }
  const inputs = multi.pdc.map((column) => Float64Array.from(column));
  const ac = pvwattsMulti(inputs, { dcLimitW: multi.pdc0 });
  compare.columns("pvwatts_multi", ac, multi.ac, PVWATTS);
}

/** A row of a library; ADR coefficients are a list. */
type Row = Readonly<Record<string, ReturnType<typeof JSON.parse>>>;

/** Runs `model` row by row with the parameters of the row's inverter. */
function checkLibrary(
  file: GoldenFile,
  compare: Comparison,
  expectedName: string,
  model: (voltageV: number, powerW: number, row: Row) => number,
): void {
  const table = file.table();
  const library: Readonly<Record<string, Row>> = file.json(
    file.name.replace(/\.csv$/, "_params.json"),
  );
  const voltage = table.numbers("v_dc");
  const power = table.numbers("p_dc");
  const ac = table
    .texts("inverter")
    .map((name, row) =>
      model(voltage[row] ?? Number.NaN, power[row] ?? Number.NaN, library[name] ?? {}),
    );
  compare.count(table.rows);
  compare.columns(expectedName, ac, table.numbers(expectedName), LIBRARY);
}

function checkSandia(file: GoldenFile, compare: Comparison): void {
  checkLibrary(file, compare, "sandia_ac", (voltageV, powerW, row) => {
    const of = (name: string): number => row[name] ?? Number.NaN;
    return sandiaInverter(voltageV, powerW, {
      acRatingW: of("Paco"),
      dcRatingW: of("Pdco"),
      nominalV: of("Vdco"),
      startW: of("Pso"),
      c0: of("C0"),
      c1: of("C1"),
      c2: of("C2"),
      c3: of("C3"),
      nightW: of("Pnt"),
    });
  });
}

function checkAdr(file: GoldenFile, compare: Comparison): void {
  checkLibrary(file, compare, "adr_ac", (voltageV, powerW, row) => {
    const of = (name: string): number => row[name] ?? Number.NaN;
    const inverter: AdrInverter = {
      nominalW: of("Pnom"),
      nominalV: of("Vnom"),
      acRatingW: of("Pacmax"),
      nightW: of("Pnt"),
      coefficients: row["ADRCoefficients"],
      maxV: of("Vmax"),
      minV: of("Vmin"),
      maxDcV: of("Vdcmax"),
      mpptHighV: of("MPPTHi"),
      mpptLowV: of("MPPTLow"),
    };
    return adrInverter(voltageV, powerW, inverter);
  });
}

export const topic: GoldenTopic = {
  topic: "pvwatts_dc_ac",
  files: [
    [/^pvwatts_dc.*\.csv$/, checkDc],
    [/^pvwatts_inverter.*\.csv$/, checkInverter],
    [/^pvwatts_losses_and_multi.*\.json$/, checkLossesAndMulti],
    [/^sandia_inverter.*\.csv$/, checkSandia],
    [/^adr_inverter.*\.csv$/, checkAdr],
    [/^single_diode.*\.csv$/, checkSingleDiode],
    [/^sapm.*\.csv$/, checkSapm],
  ],
  inputs: [/_params\.json$/, /^sapm_module\.json$/],
};
