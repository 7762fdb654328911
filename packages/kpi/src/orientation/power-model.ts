/** Clear-sky rows that an orientation is fitted to. */
export interface OrientationInput {
  /** AC power in clear-sky conditions [W]; clipped rows may be among them. */
  readonly powerW: Float64Array;
  /** Clear-sky irradiance [W m⁻²]. */
  readonly ghiWm2: Float64Array;
  readonly dhiWm2: Float64Array;
  readonly dniWm2: Float64Array;
  /** Sun [deg]; azimuth clockwise from north. */
  readonly zenithDeg: Float64Array;
  readonly azimuthDeg: Float64Array;
  /** [°C]. Default 25. */
  readonly airC?: number | Float64Array;
  /** [m s⁻¹]. Default 0. */
  readonly windMps?: number | Float64Array;
}

/** What does not change during a fit: the sun as a vector, and what the weather makes of irradiance. */
export interface FitRows {
  readonly power: Float64Array;
  readonly east: Float64Array;
  readonly north: Float64Array;
  readonly up: Float64Array;
  readonly dni: Float64Array;
  readonly dhi: Float64Array;
  readonly ghi: Float64Array;
  /** Power per watt of capacity = G/1000·(base + slope·G). */
  readonly base: Float64Array;
  readonly slope: Float64Array;
}

const RADIANS = Math.PI / 180;
/** PVWatts temperature coefficient [1/°C]. */
const GAMMA = -0.004;
/** SAPM, open rack, glass on glass. */
const SAPM_A = -3.47;
const SAPM_B = -0.0594;
const SAPM_DELTA_T = 3;
/** Reflectance of the ground. */
const ALBEDO = 0.25;

function at(value: number | Float64Array, row: number): number {
  return typeof value === "number" ? value : value[row]!;
}

/** Rows with all values, at most `limit` of them, evenly thinned. */
export function fitRows(input: OrientationInput, limit: number): FitRows {
  const { powerW, ghiWm2, dhiWm2, dniWm2, zenithDeg, azimuthDeg, airC = 25, windMps = 0 } = input;
  const chosen = [...powerW.keys()].filter((row) => {
    const sum = powerW[row]! + ghiWm2[row]! + dhiWm2[row]! + dniWm2[row]! + zenithDeg[row]!;
    return !Number.isNaN(sum + azimuthDeg[row]! + at(airC, row) + at(windMps, row));
  });
  const every = Math.max(1, Math.ceil(chosen.length / limit));
  const rows = chosen.filter((_, index) => index % every === 0);
  const column = (of: (row: number) => number): Float64Array => Float64Array.from(rows, of);
  return {
    power: column((row) => powerW[row]!),
    east: column(
      (row) => Math.sin(zenithDeg[row]! * RADIANS) * Math.sin(azimuthDeg[row]! * RADIANS),
    ),
    north: column(
      (row) => Math.sin(zenithDeg[row]! * RADIANS) * Math.cos(azimuthDeg[row]! * RADIANS),
    ),
    up: column((row) => Math.cos(zenithDeg[row]! * RADIANS)),
    dni: column((row) => dniWm2[row]!),
    dhi: column((row) => dhiWm2[row]!),
    ghi: column((row) => ghiWm2[row]!),
    base: column((row) => 1 + GAMMA * (at(airC, row) - 25)),
    slope: column(
      (row) => GAMMA * (Math.exp(SAPM_A + SAPM_B * at(windMps, row)) + SAPM_DELTA_T / 1000),
    ),
  };
}

/** Orientation, DC capacity and DC input limit of the inverter. */
export interface Plant {
  readonly tiltDeg: number;
  readonly azimuthDeg: number;
  readonly capacityW: number;
  readonly limitW: number;
}

function inverter(dc: number, limit: number): number {
  const load = dc / limit;
  if (!(load > 0)) return 0;
  const efficiency = (0.96 / 0.9637) * (-0.0162 * load - 0.0059 / load + 0.9858);
  return Math.max(0, Math.min(efficiency * dc, 0.96 * limit));
}

/** Modelled AC power: isotropic sky, SAPM cell temperature, PVWatts DC and inverter. */
export function modelPower(rows: FitRows, plant: Plant, out: Float64Array): Float64Array {
  const tilt = plant.tiltDeg * RADIANS;
  const azimuth = plant.azimuthDeg * RADIANS;
  const [east, north] = [Math.sin(tilt) * Math.sin(azimuth), Math.sin(tilt) * Math.cos(azimuth)];
  const up = Math.cos(tilt);
  const sky = (1 + up) / 2;
  const ground = (ALBEDO * (1 - up)) / 2;
  for (let row = 0; row < out.length; row++) {
    const incidence = rows.east[row]! * east + rows.north[row]! * north + rows.up[row]! * up;
    const beam = rows.dni[row]! * Math.max(incidence, 0);
    const poa = beam + rows.dhi[row]! * sky + rows.ghi[row]! * ground;
    const dc = (poa / 1000) * plant.capacityW * (rows.base[row]! + rows.slope[row]! * poa);
    out[row] = inverter(dc, plant.limitW);
  }
  return out;
}
