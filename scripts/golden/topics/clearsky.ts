import { linkeTurbidity } from "@solarmon/kpi/atmosphere";
import { bird, type ClearSky, haurwitz, ineichen, simplifiedSolis } from "@solarmon/kpi/clear-sky";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";
import type { Table } from "../table.ts";

const CLOSE = { relative: 1e-10, absolute: 1e-9 };

/** A number after `name=` in the README's call of a function, else the number at its place. */
function stated(readme: string, call: string, pattern: RegExp, otherwise: number): number {
  const text = readme.slice(Math.max(0, readme.indexOf(call)));
  const found = readme.includes(call) ? pattern.exec(text)?.[1] : undefined;
  return found === undefined ? otherwise : Number(found);
}

function compareSky(
  compare: Comparison,
  table: Table,
  prefix: string,
  sky: ClearSky<Float64Array>,
): void {
  const parts = { ghi: sky.ghiWm2, dni: sky.dniWm2, dhi: sky.dhiWm2 };
  for (const [part, actual] of Object.entries(parts)) {
    const name = `${prefix}_${part}`;
    if (table.has(name)) compare.columns(name, actual, table.numbers(name), CLOSE);
  }
}

function checkModels(file: GoldenFile, compare: Comparison): void {
  const { readme } = file;
  const table = file.table();
  compare.count(table.rows);
  const apparentZenithDeg = table.numbers("apparent_zenith");
  const apparentElevationDeg = table.numbers("apparent_elevation");
  const dniExtraWm2 = table.numbers("dni_extra");
  const pressurePa = table.numbers("pressure_Pa");
  const linke = {
    apparentZenithDeg,
    airmassAbsolute: table.numbers("airmass_absolute"),
    linkeTurbidity: table.numbers("linke_turbidity"),
    altitudeM: table.numbers("altitude_m"),
  };
  compareSky(compare, table, "ineichen", ineichen({ ...linke, dniExtraWm2 }));
  const enhanced = ineichen({ ...linke, dniExtraWm2, perezEnhancement: true });
  compareSky(compare, table, "ineichen_pe", enhanced);
  compareSky(compare, table, "ineichen_1364", ineichen(linke));
  const haurwitzGhi = table.numbers("haurwitz_ghi");
  compare.columns("haurwitz_ghi", haurwitz(apparentZenithDeg), haurwitzGhi, CLOSE);
  const solis = simplifiedSolis({
    apparentElevationDeg,
    aod700: stated(readme, "simplified_solis(", /aod700=([\d.]+)/, 0.12),
    precipitableWaterCm: stated(readme, "simplified_solis(", /precipitable_water=([\d.]+)/, 1.4),
    pressurePa,
    dniExtraWm2,
  });
  compareSky(compare, table, "solis", solis);
  compareSky(compare, table, "solis_def", simplifiedSolis({ apparentElevationDeg }));
  const birdSky = bird({
    zenithDeg: apparentZenithDeg,
    airmassRelative: table.numbers("airmass_relative"),
    aod380: stated(readme, "`bird(", /airmass_relative, ([\d.]+)/, 0.15),
    aod500: stated(readme, "`bird(", /airmass_relative, [\d.]+, ([\d.]+)/, 0.1),
    precipitableWaterCm: stated(
      readme,
      "`bird(",
      /airmass_relative, [\d.]+, [\d.]+, ([\d.]+)/,
      1.5,
    ),
    ozoneAtmCm: stated(readme, "`bird(", /ozone=([\d.]+)/, 0.3),
    pressurePa,
    dniExtraWm2,
  });
  compareSky(compare, table, "bird", { ...birdSky, dniWm2: birdSky.directHorizontalWm2 });
}

function checkLinke(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const monthly: Readonly<Record<string, readonly number[]>> = file.json("linke_monthly.json");
  const sites = table.texts("site");
  const times = table.instants("date");
  const actual = times.map((time, row) => linkeTurbidity(time, monthly[sites[row]!]!));
  compare.columns("linke_turbidity", actual, table.numbers("linke_turbidity"), CLOSE);
  for (const [site, values] of Object.entries(monthly)) {
    const ofSite = (column: Float64Array): Float64Array =>
      column.filter((_, row) => sites[row] === site);
    const column = linkeTurbidity(ofSite(times), values);
    compare.columns(`${site} column`, column, ofSite(table.numbers("linke_turbidity")), CLOSE);
  }
}

function checkEdge(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const sky = ineichen({
    apparentZenithDeg: table.numbers("apparent_zenith"),
    airmassAbsolute: table.numbers("airmass_absolute"),
    linkeTurbidity: table.numbers("linke_turbidity"),
    altitudeM: table.numbers("altitude"),
    dniExtraWm2: table.numbers("dni_extra"),
  });
  compare.columns("ghi", sky.ghiWm2, table.numbers("ghi"), CLOSE);
  compare.columns("dni", sky.dniWm2, table.numbers("dni"), CLOSE);
  compare.columns("dhi", sky.dhiWm2, table.numbers("dhi"), CLOSE);
}

/** The models; detection of clear periods is in clearsky-detection.ts. */
export const topic: GoldenTopic = {
  topic: "clearsky",
  files: [
    [/^clearsky\.csv$/, checkModels],
    [/^linke_interpolation\.csv$/, checkLinke],
    [/^ineichen_edge\.csv$/, checkEdge],
  ],
  inputs: [/^linke_monthly\.json$/],
};
