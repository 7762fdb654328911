import {
  absoluteAirmass,
  type AirmassModel,
  altitudeToPressure,
  angstromAodAtLambda,
  birdHulstrom80BroadbandAod,
  dewPointFromHumidity,
  gueymard94PrecipitableWater,
  humidityFromDewPoint,
  kasten96LinkeTurbidity,
  pressureToAltitude,
  relativeAirmass,
} from "@solarmon/kpi/atmosphere";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";

const EXACT = { relative: 1e-12, absolute: 1e-14 };
const MODELS: readonly AirmassModel[] = [
  "simple",
  "kasten1966",
  "youngirvine1967",
  "kastenyoung1989",
  "gueymard1993",
  "young1994",
  "pickering2002",
  "gueymard2003",
];

function checkAirmass(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const zenith = table.numbers("zenith_deg");
  for (const model of MODELS) {
    compare.columns(model, relativeAirmass(zenith, { model }), table.numbers(model), EXACT);
  }
  for (const name of table.names.filter((column) => column.startsWith("absolute_ky_"))) {
    const pressurePa = Number.parseFloat(name.slice("absolute_ky_".length));
    const actual = absoluteAirmass(relativeAirmass(zenith), { pressurePa });
    compare.columns(name, actual, table.numbers(name), EXACT);
  }
}

function checkPressure(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const pressure = altitudeToPressure(table.numbers("altitude_m"));
  compare.columns("alt2pres_Pa", pressure, table.numbers("alt2pres_Pa"), EXACT);
  // 44331.5 minus nearly as much: 1e-12 of the terms, not of what is left.
  const altitude = { absolute: 44331.5e-12 };
  const expected = table.numbers("pres2alt_of_that_m");
  compare.columns("pres2alt_of_that_m", pressureToAltitude(pressure), expected, altitude);
}

/** A number of the README's calls, as `rh/250` or `700`. */
function stated(readme: string, pattern: RegExp, otherwise: number): number {
  const found = pattern.exec(readme)?.[1];
  return found === undefined ? otherwise : Number(found);
}

function checkHumidity(file: GoldenFile, compare: Comparison): void {
  const { readme } = file;
  const table = file.table();
  compare.count(table.rows);
  const air = table.numbers("temp_air");
  const humidity = table.numbers("relative_humidity");
  const part = (divisor: number): Float64Array => humidity.map((value) => value / divisor);
  const expect = (name: string, actual: Float64Array): void =>
    compare.columns(name, actual, table.numbers(name), EXACT);
  const water = gueymard94PrecipitableWater(air, humidity);
  const dewPoint = dewPointFromHumidity(air, humidity);
  const [divisor380, divisor500] = [
    stated(readme, /bird_hulstrom80_aod_bb\(rh\/([\d.]+)/, 200),
    stated(readme, /bird_hulstrom80_aod_bb\(rh\/[\d.]+, rh\/([\d.]+)/, 300),
  ];
  const aodBroadband = birdHulstrom80BroadbandAod(part(divisor380), part(divisor500));
  expect("gueymard94_pw_cm", water);
  expect("tdew_C", dewPoint);
  expect("rh_from_tdew", humidityFromDewPoint(air, dewPoint));
  const angstrom = {
    aod: part(stated(readme, /angstrom_aod_at_lambda\(rh\/([\d.]+)/, 250)),
    fromNm: stated(readme, /angstrom_aod_at_lambda\([^,]+, ([\d.]+)/, 500),
    alpha: stated(readme, /angstrom_aod_at_lambda\([^,]+, [^,]+, ([\d.]+)/, 1.14),
    toNm: stated(readme, /angstrom_aod_at_lambda\([^,]+, [^,]+, [^,]+, ([\d.]+)/, 700),
  };
  expect("angstrom_aod_700_from_500", angstromAodAtLambda(angstrom));
  expect("bird_hulstrom80_aod_bb", aodBroadband);
  const airmassAbsolute = stated(readme, /kasten96_lt\(([\d.]+)/, 1.5);
  const turbidity = { airmassAbsolute, precipitableWaterCm: water, aodBroadband };
  expect("kasten96_lt_am1p5", kasten96LinkeTurbidity(turbidity));
}

export const topic: GoldenTopic = {
  topic: "atmosphere",
  files: [
    [/^airmass\.csv$/, checkAirmass],
    [/^pressure\.csv$/, checkPressure],
    [/^humidity_turbidity\.csv$/, checkHumidity],
  ],
};
