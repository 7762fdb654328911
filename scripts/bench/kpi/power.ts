import { faiman, SAPM_MOUNTINGS, sapmCell } from "@solarmon/kpi/cell-temperature";
import { energyFromPower } from "@solarmon/kpi/energy";
import { pvwattsChain } from "@solarmon/kpi/expected-power";
import { lossWaterfall } from "@solarmon/kpi/losses";
import { iec61724 } from "@solarmon/kpi/performance";
import { pvwattsDc, pvwattsInverter } from "@solarmon/kpi/pvwatts";
import type { Report } from "../report.ts";
import { bestOfMs, REFERENCE_PEER } from "./best-of.ts";

/** pvlib and RdTools on the reference machine [ms]: the section on speed of the project's KPI reference. */
const REFERENCE_MS = { sapm: 2, faiman: 0.8, pvwatts: 4.5, chain: 780, energy: 83 };

const MINUTE_MS = 60_000;
const ROWS = 525_600;
const NOON_MINUTE_UTC = 1140; // at the site below

function day(row: number): number {
  return Math.max(0, Math.cos((2 * Math.PI * (row - NOON_MINUTE_UTC)) / 1440));
}

/** A year of minutes: irradiance with a daily shape, temperature, wind. */
function minuteYear(): Readonly<
  Record<"timesMs" | "ghiWm2" | "dniWm2" | "dhiWm2" | "airC" | "windMps", Float64Array>
> {
  const timesMs = Float64Array.from(
    { length: ROWS },
    (_row, row) => Date.UTC(2023, 0, 1) + row * MINUTE_MS,
  );
  return {
    timesMs,
    ghiWm2: timesMs.map((_time, row) => 900 * day(row)),
    dniWm2: timesMs.map((_time, row) => 700 * Math.sqrt(day(row))),
    dhiWm2: timesMs.map((_time, row) => 200 * day(row)),
    airC: timesMs.map((_time, row) => 12 + 8 * Math.sin(row / 1440)),
    windMps: timesMs.map((_time, row) => 2 + Math.sin(row / 97)),
  };
}

export function benchPower(report: Report): void {
  const weather = minuteYear();
  const { timesMs, ghiWm2, airC, windMps } = weather;
  const out = new Float64Array(ROWS);
  const power = ghiWm2.map((value) => 4 * value);
  const plant = { dcRatingW: 5000, gammaPerK: -0.004 };
  const tell = (metric: string, value: number, peerMs?: number): void => {
    const beside = peerMs === undefined ? {} : { peer: REFERENCE_PEER, ratio: value / peerMs };
    report({ bench: "kpi", metric, value, unit: "ms", ...beside });
  };
  const timed = (metric: string, run: () => unknown, peerMs?: number): void => {
    tell(metric, bestOfMs(run), peerMs);
  };
  timed("Faiman", () => faiman(ghiWm2, airC, windMps, { out }), REFERENCE_MS.faiman);
  const mounting = SAPM_MOUNTINGS.openRackGlassPolymer;
  timed("SAPM cell", () => sapmCell(ghiWm2, airC, windMps, mounting, { out }), REFERENCE_MS.sapm);
  timed(
    "PVWatts DC and inverter",
    () => pvwattsInverter(pvwattsDc(ghiWm2, airC, { ...plant, out }), { dcLimitW: 4500, out }),
    REFERENCE_MS.pvwatts,
  );
  const array = {
    site: { latitudeDeg: 39.7, longitudeDeg: -105.2, altitudeM: 1830 },
    mounting: { surfaceTiltDeg: 30, surfaceAzimuthDeg: 180 },
    plant,
  };
  const columns = ["poaGlobalWm2", "cellC", "dcPowerW", "acPowerW"] as const;
  timed(
    "whole PVWatts chain, fixed array, to power",
    () => pvwattsChain(weather, { ...array, columns }),
    REFERENCE_MS.chain,
  );
  timed(
    "whole PVWatts chain, fixed array, all columns",
    () => pvwattsChain(weather, array),
    REFERENCE_MS.chain,
  );
  timed(
    "energy from power, minutes to hours",
    () => energyFromPower(timesMs, power, { binMs: 60 * MINUTE_MS }),
    REFERENCE_MS.energy,
  );
  const rows = { poaWm2: ghiWm2, moduleC: airC, acPowerW: power, stepHours: 1 / 60 };
  timed("IEC 61724-1 yields and ratios", () => iec61724(rows, plant));
  const losses = { expectedW: power, actualW: ghiWm2, stepHours: 1 / 60, soilingRatio: 0.97 };
  timed("loss waterfall", () => lossWaterfall({ ...losses, clippingLimitW: 3000 }));
}
