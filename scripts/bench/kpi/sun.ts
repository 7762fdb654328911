import { relativeAirmass } from "@solarmon/kpi/atmosphere";
import { ineichen } from "@solarmon/kpi/clear-sky";
import { dirint, erbs } from "@solarmon/kpi/decomposition";
import { ephemeris, extraRadiation, solarPosition } from "@solarmon/kpi/solar-position";
import { singleAxis } from "@solarmon/kpi/tracking";
import { hayDavies, perez } from "@solarmon/kpi/transposition";
import type { Report } from "../report.ts";
import { bestOfMs, REFERENCE_PEER } from "./best-of.ts";

const MINUTES_OF_A_YEAR = 525_600;
const SITE = { latitudeDeg: 39.742476, longitudeDeg: -105.1786, altitudeM: 1830 };

/** A year of minutes of broken clouds. */
function makeYear(): {
  timeMs: Float64Array;
  sun: { zenithDeg: Float64Array; azimuthDeg: Float64Array; apparentZenithDeg: Float64Array };
  ghiWm2: Float64Array;
} {
  const start = Date.UTC(2023, 0, 1);
  const timeMs = Float64Array.from(
    { length: MINUTES_OF_A_YEAR },
    (_, minute) => start + minute * 60_000,
  );
  const sun = solarPosition(timeMs, SITE);
  const ghiWm2 = sun.zenithDeg.map((zenith, minute) =>
    Math.max(0, 1000 * Math.cos((zenith * Math.PI) / 180) * (0.6 + 0.4 * Math.sin(minute * 0.37))),
  );
  return { timeMs, sun, ghiWm2 };
}

/** Milliseconds of the reference for the same rows: kpi/REFERENCE.md §14. */
const REFERENCE_MS = {
  "SPA: zenith, apparent zenith, azimuth": 710,
  "almanac position": 170,
  "Ineichen clear sky": 10,
  Erbs: 36,
  DIRINT: 94,
  "Hay-Davies": 12,
  Perez: 43,
  "single-axis tracker": 79,
} as const;

type Metric = keyof typeof REFERENCE_MS;

const METRICS: readonly Metric[] = [
  "SPA: zenith, apparent zenith, azimuth",
  "almanac position",
  "Ineichen clear sky",
  "Erbs",
  "DIRINT",
  "Hay-Davies",
  "Perez",
  "single-axis tracker",
];

/** Sun, sky and surfaces over a year of minutes. */
export function benchSun(report: Report): void {
  const { timeMs, sun, ghiWm2 } = makeYear();
  const { zenithDeg, azimuthDeg, apparentZenithDeg } = sun;
  const dniExtraWm2 = extraRadiation(timeMs);
  const airmassRelative = relativeAirmass(apparentZenithDeg);
  const parts = erbs({ ghiWm2, zenithDeg, dniExtraWm2 });
  const plane = {
    surfaceTiltDeg: 30,
    surfaceAzimuthDeg: 180,
    zenithDeg: apparentZenithDeg,
    azimuthDeg,
    ...parts,
    dniExtraWm2,
    airmassRelative,
  };
  const clear = { apparentZenithDeg, airmassAbsolute: airmassRelative, linkeTurbidity: 3 };
  const spaColumns = ["zenithDeg", "apparentZenithDeg", "azimuthDeg"] as const;
  const out = new Float64Array(MINUTES_OF_A_YEAR);
  const runs: Readonly<Record<Metric, () => unknown>> = {
    "SPA: zenith, apparent zenith, azimuth": () =>
      solarPosition(timeMs, { ...SITE, columns: spaColumns }),
    "almanac position": () => ephemeris(timeMs, SITE),
    "Ineichen clear sky": () => ineichen({ ...clear, dniExtraWm2 }),
    Erbs: () => erbs({ ghiWm2, zenithDeg, dniExtraWm2, out: parts }),
    DIRINT: () => dirint({ ghiWm2, zenithDeg, timeMs, out }),
    "Hay-Davies": () => hayDavies({ ...plane, out }),
    Perez: () => perez({ ...plane, out }),
    "single-axis tracker": () => singleAxis({ apparentZenithDeg, azimuthDeg }),
  };
  for (const metric of METRICS) {
    const value = bestOfMs(runs[metric]);
    report({
      bench: "kpi",
      metric: `${metric}, 525,600 minutes`,
      value,
      unit: "ms",
      peer: REFERENCE_PEER,
      ratio: value / REFERENCE_MS[metric],
    });
  }
}
