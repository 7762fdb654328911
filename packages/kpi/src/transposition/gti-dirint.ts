import { RADIANS } from "../angle.ts";
import { kasten1966 } from "../atmosphere/relative-airmass.ts";
import { DAY_MS } from "../calendar.ts";
import { clearnessFactor, clearnessOf } from "../decomposition/clearness-index.ts";
import { applyDirint } from "../decomposition/dirint.ts";
import { DISC_SOLAR_CONSTANT_WM2, discTransmittance } from "../decomposition/disc.ts";
import { extraRadiation } from "../solar-position/extra-radiation.ts";
import { DEFAULT_ALBEDO } from "./ground-diffuse.ts";
import { totalIrradiance } from "./total-irradiance.ts";
import { aoi } from "./aoi.ts";

/** Inputs of {@link gtiDirint}; rows in order of time. */
export interface GtiDirintInput {
  readonly surfaceTiltDeg: number;
  readonly surfaceAzimuthDeg: number;
  /** Apparent zenith [deg]. */
  readonly zenithDeg: Float64Array;
  readonly azimuthDeg: Float64Array;
  /** Instant [epoch ms]. */
  readonly timeMs: Float64Array;
  /** Global irradiance in the plane of the surface [W/m²]. */
  readonly poaGlobalWm2: Float64Array;
  /** Angle of incidence [deg]. Default: of surface and sun. */
  readonly aoiDeg?: Float64Array;
  /** Air pressure [Pa]. Default 101 325. */
  readonly pressurePa?: number;
  /** Dew point at the ground [°C]. Default: water vapour is not taken into account. */
  readonly dewPointC?: Float64Array;
  /** Default true. */
  readonly useDeltaKtPrime?: boolean;
  /** Reflectance of the ground. Default 0.25. */
  readonly albedo?: number;
  /** Default 30. */
  readonly maxIterations?: number;
}

/** Answer of {@link gtiDirint} [W/m²]. */
export interface GtiDirintIrradiance {
  readonly ghiWm2: Float64Array;
  readonly dniWm2: Float64Array;
  readonly dhiWm2: Float64Array;
}

interface State extends GtiDirintIrradiance {
  readonly clearnessPrime: Float64Array;
}

/** What stays the same over the iterations. */
interface Given {
  readonly input: GtiDirintInput;
  readonly aoiDeg: Float64Array;
  readonly extra: Float64Array;
  /** Kasten 1966, for pressure, without a ceiling. */
  readonly airmass: Float64Array;
}

function emptyState(rows: number): State {
  const column = (): Float64Array => new Float64Array(rows);
  return { ghiWm2: column(), dniWm2: column(), dhiWm2: column(), clearnessPrime: column() };
}

/** Step towards the next guess: whole at first, shorter later. */
function stepOf(iteration: number): number {
  if (iteration < 3) return 1;
  if (iteration < 10) return 0.5;
  return iteration < 20 ? 0.25 : 0.125;
}

function discDirect(kt: number, airmass: number, extra: number): number {
  return Math.max(discTransmittance(kt, Math.min(airmass, 12)) * extra, 0);
}

/** Takes a guess of the plane's irradiance as if the plane were horizontal, into direct, diffuse and global. */
function takeApart(guess: Float64Array, given: Given, state: State): void {
  const { input, aoiDeg, extra, airmass } = given;
  const { ghiWm2, dniWm2, dhiWm2, clearnessPrime } = state;
  for (let row = 0; row < guess.length; row++) {
    const kt = clearnessOf(guess[row]!, Math.cos(aoiDeg[row]! * RADIANS), extra[row]!, 2);
    const cosZenith = Math.cos(input.zenithDeg[row]! * RADIANS);
    dniWm2[row] = discDirect(kt, airmass[row]!, extra[row]!);
    clearnessPrime[row] = Math.min(Math.max(kt / clearnessFactor(airmass[row]!), 0), 2);
    ghiWm2[row] = Math.max(kt * extra[row]! * Math.max(0.065, cosZenith), 0);
  }
  applyDirint(dniWm2, clearnessPrime, input.zenithDeg, input);
  for (let row = 0; row < guess.length; row++) {
    const cosZenith = Math.cos(input.zenithDeg[row]! * RADIANS);
    dhiWm2[row] = Math.max(ghiWm2[row]! - dniWm2[row]! * cosZenith, 0);
    dniWm2[row] = Math.max(dniWm2[row]!, 0);
  }
}

function copyRow(from: State, to: State, row: number): void {
  to.ghiWm2[row] = from.ghiWm2[row]!;
  to.dniWm2[row] = from.dniWm2[row]!;
  to.dhiWm2[row] = from.dhiWm2[row]!;
  to.clearnessPrime[row] = from.clearnessPrime[row]!;
}

/** Rows that see the sun in front: iterates until all of them give back the plane's irradiance to 1 W/m². */
function solveInFront(given: Given): State {
  const { input, aoiDeg, extra, airmass } = given;
  const { poaGlobalWm2, maxIterations = 30, albedo = DEFAULT_ALBEDO } = input;
  const rows = poaGlobalWm2.length;
  const [state, best] = [emptyState(rows), emptyState(rows)];
  const bestError = new Float64Array(rows).fill(9999);
  const guess = poaGlobalWm2.slice();
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (bestError.every((error, row) => !(aoiDeg[row]! < 90) || error <= 1)) break;
    takeApart(guess, given, state);
    const { poaGlobalWm2: modelled } = totalIrradiance({
      ...input,
      ...state,
      albedo,
      dniExtraWm2: extra,
      airmassRelative: airmass,
      model: "perez",
      columns: ["poaGlobalWm2"],
      out: {},
    });
    for (let row = 0; row < rows; row++) {
      const error = modelled[row]! - poaGlobalWm2[row]!;
      const isBetter = Math.abs(error) < bestError[row]!;
      if (isBetter) bestError[row] = Math.abs(error);
      if (isBetter || iteration === 0) copyRow(state, best, row);
      guess[row] = Math.max(1, guess[row]! - stepOf(iteration) * error);
    }
  }
  return best;
}

/** Mean kt′ between 65° and 80° of incidence, by UTC day and half of the day. */
function halfDayMeans(given: Given, clearnessPrime: Float64Array): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  for (let row = 0; row < clearnessPrime.length; row++) {
    const value = clearnessPrime[row]!;
    if (!(given.aoiDeg[row]! > 65 && given.aoiDeg[row]! < 80) || value !== value) continue;
    const key = halfDayOf(given.input, row);
    const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: sum + value, count: count + 1 });
  }
  return new Map([...sums].map(([key, { sum, count }]) => [key, sum / count]));
}

/** Number of the UTC half day, by the side on which the sun stands; NaN due south or north. */
function halfDayOf(input: GtiDirintInput, row: number): number {
  const azimuth = input.azimuthDeg[row]!;
  if (azimuth === 180) return Number.NaN;
  return 2 * Math.floor(input.timeMs[row]! / DAY_MS) + (azimuth > 180 ? 1 : 0);
}

/** Rows with the sun behind the surface: direct from the half day's mean kt′, diffuse from what the plane sees. */
function solveBehind(given: Given, best: State): void {
  const { input, aoiDeg, extra, airmass } = given;
  const { albedo = DEFAULT_ALBEDO, poaGlobalWm2, zenithDeg } = input;
  const rows = poaGlobalWm2.length;
  const means = halfDayMeans(given, best.clearnessPrime);
  const direct = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const isUp = zenithDeg[row]! < 90 && aoiDeg[row]! >= 90;
    const mean = (isUp ? means.get(halfDayOf(input, row)) : undefined) ?? Number.NaN;
    const kt = mean * clearnessFactor(airmass[row]!);
    direct[row] = discDirect(kt, airmass[row]!, extra[row]!);
  }
  applyDirint(direct, best.clearnessPrime, zenithDeg, { ...input, useDeltaKtPrime: false });
  const cosTilt = Math.cos(input.surfaceTiltDeg * RADIANS);
  const groundView = albedo * (1 - cosTilt);
  for (let row = 0; row < rows; row++) {
    if (aoiDeg[row]! < 90) continue;
    const horizontal = direct[row]! * Math.cos(zenithDeg[row]! * RADIANS);
    const dhi = (2 * poaGlobalWm2[row]! - horizontal * groundView) / (1 + cosTilt + groundView);
    best.dniWm2[row] = direct[row]!;
    best.dhiWm2[row] = dhi;
    best.ghiWm2[row] = horizontal + dhi;
  }
}

/**
 * Global, direct and diffuse irradiance from that in the plane of a surface: GTI-DIRINT.
 *
 * The plane's irradiance is taken apart by DIRINT as if it were horizontal, put together again by Perez, and corrected by the
 * difference, until every row with the sun in front agrees to 1 W/m² or the iterations are used up; a row keeps its best
 * try. With the sun behind, the mean clearness of that half day (UTC) counts. The stop is common to all rows: cut by whole
 * days, and expect answers that depend on the cut within that 1 W/m².
 *
 * @returns irradiance [W/m²]; `NaN` at night and where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see B. Marion, "A model for deriving the direct normal and diffuse horizontal irradiance from the global tilted
 * irradiance", Solar Energy 122, 1037–1046, 2015, doi:10.1016/j.solener.2015.10.024
 * @example
 * gtiDirint({
 *   surfaceTiltDeg: 35, surfaceAzimuthDeg: 160,
 *   zenithDeg: Float64Array.of(60.33), azimuthDeg: Float64Array.of(165.7),
 *   timeMs: Float64Array.of(Date.UTC(1990, 0, 2, 16, 30)), poaGlobalWm2: Float64Array.of(366.8),
 *   useDeltaKtPrime: false,
 * }).ghiWm2; // 294.1…
 */
export function gtiDirint(input: GtiDirintInput): GtiDirintIrradiance {
  const { zenithDeg, timeMs, pressurePa = 101_325 } = input;
  const given: Given = {
    input,
    aoiDeg: input.aoiDeg ?? aoi(input),
    extra: extraRadiation(timeMs, { solarConstantWm2: DISC_SOLAR_CONSTANT_WM2 }),
    airmass: zenithDeg.map((zenith) => (kasten1966(zenith) * pressurePa) / 101_325),
  };
  const best = solveInFront(given);
  solveBehind(given, best);
  return { ghiWm2: best.ghiWm2, dniWm2: best.dniWm2, dhiWm2: best.dhiWm2 };
}
