import {
  faiman,
  faimanRad,
  fuentes,
  genericLinear,
  noctSam,
  prilliman,
  PVSYST_MOUNTINGS,
  pvsystCell,
  ross,
  SAPM_MOUNTINGS,
  sapmCell,
  sapmCellFromModule,
  sapmModule,
} from "@solarmon/kpi/cell-temperature";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";

const STEADY = { relative: 1e-11, absolute: 1e-11 };

/** open_rack_glass_glass → openRackGlassGlass */
function camelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

function mounting<Value>(table: Readonly<Record<string, Value>>, name: string): Value {
  const value = table[camelCase(name)];
  if (value === undefined) throw new Error(`no mounting ${name}`);
  return value;
}

type Model = (
  poa: Float64Array,
  air: Float64Array,
  wind: Float64Array,
  suffix: string,
) => Float64Array;

/** Columns of the README's table; the first whose name begins the column's name is taken. */
const MODELS: readonly (readonly [prefix: string, model: Model])[] = [
  [
    "sapm_cell_from_module_dT",
    (poa, air, wind, deltaT) =>
      sapmCellFromModule(
        sapmModule(poa, air, wind, SAPM_MOUNTINGS.openRackGlassPolymer),
        poa,
        Number(deltaT),
      ),
  ],
  ["sapm_cell_", (poa, air, wind, set) => sapmCell(poa, air, wind, mounting(SAPM_MOUNTINGS, set))],
  [
    "sapm_module_",
    (poa, air, wind, set) => sapmModule(poa, air, wind, mounting(SAPM_MOUNTINGS, set)),
  ],
  [
    "pvsyst_custom",
    (poa, air, wind) =>
      pvsystCell(poa, air, wind, {
        uCWm2K: 25,
        uVWsm3K: 1.2,
        moduleEfficiency: 0.2,
        alphaAbsorption: 0.88,
      }),
  ],
  ["pvsyst_", (poa, air, wind, set) => pvsystCell(poa, air, wind, mounting(PVSYST_MOUNTINGS, set))],
  ["faiman_custom", (poa, air, wind) => faiman(poa, air, wind, { u0Wm2K: 26.9, u1Wsm3K: 6.2 })],
  ["faiman_rad_", (poa, air, wind, down) => faimanRad(poa, air, wind, Number(down))],
  ["faiman", (poa, air, wind) => faiman(poa, air, wind)],
  ["ross_noct", (poa, air, _wind, noct) => ross(poa, air, { noctC: Number(noct) })],
  ["ross_k0", (poa, air, _wind, digits) => ross(poa, air, { kKm2W: Number(`0.${digits}`) })],
  [
    "noct_sam_2story",
    (poa, air, wind) =>
      noctSam(poa, air, wind, {
        noctC: 48,
        moduleEfficiency: 0.18,
        effectiveIrradianceWm2: poa.map((value) => 0.95 * value),
        transmittanceAbsorptance: 0.88,
        arrayHeightStoreys: 2,
        mountStandoffIn: 2,
      }),
  ],
  ["noct_sam", (poa, air, wind) => noctSam(poa, air, wind, { noctC: 45, moduleEfficiency: 0.2 })],
  [
    "generic_linear",
    (poa, air, wind) =>
      genericLinear(poa, air, wind, {
        uConstWm2K: 11.04,
        duWindWsm3K: 5.52,
        moduleEfficiency: 0.19,
        absorptance: 0.88,
      }),
  ],
];

function checkSteady(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  const poa = table.numbers("poa_global");
  const air = table.numbers("temp_air");
  const wind = table.numbers("wind_speed");
  compare.count(table.rows);
  for (const name of table.names.slice(3)) {
    const entry = MODELS.find(([prefix]) => name.startsWith(prefix));
    if (!entry) throw new Error(`no model for column ${name}`);
    const [prefix, model] = entry;
    const cell = model(poa, air, wind, name.slice(prefix.length));
    compare.columns(name, cell, table.numbers(name), STEADY);
  }
}

function checkPrilliman(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  const times = table.instants("time_utc");
  const cell = prilliman(table.numbers("temp_cell_steady"), table.numbers("wind_speed"), {
    stepMs: (times[1] ?? 0) - (times[0] ?? 0),
  });
  compare.count(table.rows);
  compare.columns("prilliman", cell, table.numbers("prilliman"), { relative: 1e-9 });
}

function checkFuentes(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  const module = fuentes(
    table.numbers("poa_global"),
    table.numbers("temp_air"),
    table.numbers("wind_speed"),
    { timesMs: table.instants("time_utc"), noctInstalledC: 45 },
  );
  compare.count(table.rows);
  compare.columns("fuentes", module, table.numbers("fuentes"), { absolute: 1e-6 });
}

export const topic: GoldenTopic = {
  topic: "celltemp",
  files: [
    [/^steady.*\.csv$/, checkSteady],
    [/^prilliman.*\.csv$/, checkPrilliman],
    [/^fuentes.*\.csv$/, checkFuentes],
  ],
};
