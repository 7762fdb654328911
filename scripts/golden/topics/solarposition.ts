import {
  declinationCooper69,
  declinationSpencer71,
  deltaT,
  earthSunDistance,
  ephemeris,
  equationOfTimePvcdrom,
  equationOfTimeSpencer71,
  extraRadiation,
  hourAngle,
  solarAzimuthAnalytical,
  solarPosition,
  solarZenithAnalytical,
  sunRiseSetTransit,
  sunRiseSetTransitGeometric,
} from "@solarmon/kpi/solar-position";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";
import type { Table } from "../table.ts";

const RADIANS = Math.PI / 180;
/** The README: 1e-8° when the Julian day is formed as the reference forms it, which we do. */
const ANGLE = { absolute: 1e-8 };
const AZIMUTH = { ...ANGLE, modulo: 360 };
const FORMULA = { relative: 1e-12, absolute: 1e-14 };
/** The file holds 13 significant digits. */
const MINUTES = { absolute: 1e-7 };

interface Place {
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly altitudeM: number;
  readonly pressurePa: number;
  readonly temperatureC: number;
}

function readSites(file: GoldenFile): ReadonlyMap<string, Place> {
  const table = file.table("sites.csv");
  const column = (name: string): Float64Array => table.numbers(name);
  const latitudes = column("latitude");
  const longitudes = column("longitude");
  const altitudes = column("altitude_m");
  const pressures = column("pressure_b_Pa");
  const temperatures = column("temperature_b_C");
  return new Map(
    table.texts("site").map((site, row) => [
      site,
      {
        latitudeDeg: latitudes[row]!,
        longitudeDeg: longitudes[row]!,
        altitudeM: altitudes[row]!,
        pressurePa: pressures[row]!,
        temperatureC: temperatures[row]!,
      },
    ]),
  );
}

/** Calls `check` for the rows of each site, with a picker of their values. */
function bySite(
  file: GoldenFile,
  table: Table,
  check: (site: string, place: Place, pick: (values: Float64Array) => Float64Array) => void,
): void {
  const sites = table.texts("site");
  for (const [site, place] of readSites(file)) {
    const pick = (values: Float64Array): Float64Array =>
      values.filter((_, row) => sites[row] === site);
    if (sites.includes(site)) check(site, place, pick);
  }
}

function checkSpa(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  bySite(file, table, (site, place, pick) => {
    const times = pick(table.instants("time_utc"));
    const { latitudeDeg, longitudeDeg } = place;
    const expect = (name: string): Float64Array => pick(table.numbers(name));
    const plain = solarPosition(times, { latitudeDeg, longitudeDeg });
    const own = solarPosition(times, { ...place, deltaTSeconds: "by-date" });
    const almanac = ephemeris(times, { latitudeDeg, longitudeDeg });
    const angles = (name: string, actual: Float64Array): void =>
      compare.columns(`${site} ${name}`, actual, expect(name), AZIMUTH);
    angles("zenith", plain.zenithDeg);
    angles("apparent_zenith", plain.apparentZenithDeg);
    angles("elevation", plain.elevationDeg);
    angles("apparent_elevation", plain.apparentElevationDeg);
    angles("azimuth", plain.azimuthDeg);
    angles("zenith_b", own.zenithDeg);
    angles("apparent_zenith_b", own.apparentZenithDeg);
    angles("azimuth_b", own.azimuthDeg);
    angles("eph_zenith", almanac.zenithDeg);
    angles("eph_apparent_zenith", almanac.apparentZenithDeg);
    angles("eph_azimuth", almanac.azimuthDeg);
    const minutes = expect("equation_of_time");
    compare.columns(`${site} equation_of_time`, plain.equationOfTimeMin, minutes, MINUTES);
    const minutesB = expect("equation_of_time_b");
    compare.columns(`${site} equation_of_time_b`, own.equationOfTimeMin, minutesB, MINUTES);
    compare.columns(`${site} eph_solar_time`, almanac.solarTimeH, expect("eph_solar_time"), ANGLE);
  });
}

function checkRiseSet(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  bySite(file, table, (site, place, pick) => {
    const dates = pick(table.instants("date"));
    const spa = sunRiseSetTransit(dates, place);
    const geometric = sunRiseSetTransitGeometric(dates, place);
    const instants = (name: string, actual: Float64Array, absolute: number): void =>
      compare.columns(`${site} ${name}`, actual, pick(table.instants(name)), { absolute });
    instants("spa_sunrise", spa.sunriseMs, 50);
    instants("spa_sunset", spa.sunsetMs, 50);
    instants("spa_transit", spa.transitMs, 50);
    instants("geo_sunrise", geometric.sunriseMs, 1.001); // the file is cut to ms
    instants("geo_sunset", geometric.sunsetMs, 1.001);
    instants("geo_transit", geometric.transitMs, 1.001);
  });
}

function checkDaily(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const days = table.numbers("dayofyear");
  const times = table.instants("date");
  const formula = (name: string, actual: Float64Array): void =>
    compare.columns(name, actual, table.numbers(name), FORMULA);
  formula("declination_spencer71_rad", declinationSpencer71(days));
  formula("declination_cooper69_rad", declinationCooper69(days));
  formula("eot_spencer71_min", equationOfTimeSpencer71(days));
  formula("eot_pvcdrom_min", equationOfTimePvcdrom(days));
  formula("extra_spencer", extraRadiation(times));
  formula("extra_asce", extraRadiation(times, { method: "asce" }));
  formula("extra_nrel", extraRadiation(times, { method: "nrel" }));
  formula("extra_spencer_sc1361", extraRadiation(times, { solarConstantWm2: 1361 }));
  formula("earthsun_distance_au", earthSunDistance(times));
}

function checkAnalytical(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  bySite(file, table, (site, { latitudeDeg, longitudeDeg }, pick) => {
    const timeMs = pick(table.instants("time_utc"));
    const days = timeMs.map((time) => {
      const start = Date.UTC(new Date(time).getUTCFullYear(), 0, 1);
      return Math.floor((time - start) / 86_400_000) + 1;
    });
    const equationOfTimeMin = equationOfTimeSpencer71(days);
    const hourAngleDeg = hourAngle({ timeMs, longitudeDeg, equationOfTimeMin });
    const angles = {
      latitudeRad: latitudeDeg * RADIANS,
      hourAngleRad: hourAngleDeg.map((deg) => deg * RADIANS),
      declinationRad: declinationSpencer71(days),
    };
    const zenithRad = solarZenithAnalytical(angles);
    const azimuthRad = solarAzimuthAnalytical({ ...angles, zenithRad });
    const expect = (name: string): Float64Array => pick(table.numbers(name));
    compare.columns(`${site} hour_angle_deg`, hourAngleDeg, expect("hour_angle_deg"), FORMULA);
    compare.columns(`${site} zenith_rad`, zenithRad, expect("zenith_rad"), FORMULA);
    // Near noon the arccosine turns one ulp of the zenith into 1e-10 rad of azimuth.
    const azimuth = { absolute: 1e-8 * RADIANS };
    compare.columns(`${site} azimuth_rad`, azimuthRad, expect("azimuth_rad"), azimuth);
  });
}

function checkDeltaT(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const times = table.instants("time_utc");
  const [site] = readSites(file).values();
  const { latitudeDeg, longitudeDeg } = site!;
  const byDate = { latitudeDeg, longitudeDeg, deltaTSeconds: "by-date" } as const;
  const position = solarPosition(times, byDate);
  const seconds = { relative: 1e-12, absolute: 1e-10 };
  compare.columns("delta_t_s", deltaT(times), table.numbers("delta_t_s"), seconds);
  compare.columns("zenith", position.zenithDeg, table.numbers("zenith"), ANGLE);
  compare.columns("azimuth", position.azimuthDeg, table.numbers("azimuth"), AZIMUTH);
  const apparent = table.numbers("apparent_zenith");
  compare.columns("apparent_zenith", position.apparentZenithDeg, apparent, ANGLE);
}

interface SpaExample {
  readonly inputs: Readonly<Record<string, number>> & { readonly time_local: string };
  readonly outputs: Readonly<Record<string, number>>;
}

function checkExample(file: GoldenFile, compare: Comparison): void {
  const { inputs, outputs }: SpaExample = file.json();
  compare.count(1);
  const position = solarPosition(Date.parse(inputs.time_local), {
    latitudeDeg: inputs["latitude"]!,
    longitudeDeg: inputs["longitude"]!,
    altitudeM: inputs["altitude_m"]!,
    pressurePa: inputs["pressure_Pa"]!,
    temperatureC: inputs["temperature_C"]!,
    deltaTSeconds: inputs["delta_t_s"]!,
    refractionAtHorizonDeg: inputs["atmos_refract_deg"]!,
  });
  compare.value("apparent_zenith", position.apparentZenithDeg, outputs["apparent_zenith"]!, ANGLE);
  compare.value("zenith", position.zenithDeg, outputs["zenith"]!, ANGLE);
  compare.value("elevation", position.elevationDeg, outputs["elevation"]!, ANGLE);
  const apparent = outputs["apparent_elevation"]!;
  compare.value("apparent_elevation", position.apparentElevationDeg, apparent, ANGLE);
  compare.value("azimuth", position.azimuthDeg, outputs["azimuth"]!, AZIMUTH);
  const minutes = outputs["equation_of_time"]!;
  compare.value("equation_of_time", position.equationOfTimeMin, minutes, MINUTES);
}

export const topic: GoldenTopic = {
  topic: "solarposition",
  files: [
    [/^spa\.csv$/, checkSpa],
    [/^rise_set_transit\.csv$/, checkRiseSet],
    [/^daily_formulas\.csv$/, checkDaily],
    [/^analytical\.csv$/, checkAnalytical],
    [/^delta_t\.csv$/, checkDeltaT],
    [/^nrel_spa_example\.json$/, checkExample],
  ],
  inputs: [/^sites\.csv$/],
};
