import { fuentesConvection, type Plate } from "./fuentes-convection.ts";

/** The constant as Fuentes printed it [W m⁻² K⁻⁴]. */
export const STEFAN_BOLTZMANN_1987 = 5.669e-8;

/** Mounting of the Fuentes model; defaults are those of PVWatts 5. */
export interface FuentesMounting {
  /** Installed nominal operating cell temperature [°C]: 45 on racks, 49 close to a roof. */
  readonly noctInstalledC: number;
  /** Emissivity, 0…1; default 0.84. */
  readonly emissivity?: number;
  /** Share of the irradiance that becomes heat, 0…1; default 0.83. */
  readonly absorption?: number;
  /** Tilt [°]; default 30. */
  readonly tiltDeg?: number;
  /** Width [m]; default 0.31579: with the length a hydraulic diameter of 0.5 m. */
  readonly moduleWidthM?: number;
  /** Length [m]; default 1.2. */
  readonly moduleLengthM?: number;
}

/** What follows from NOCT and mounting, the same for all rows. */
export interface Mounting extends Plate {
  readonly emissivity: number;
  /** Ground above air as a share of module above air. */
  readonly groundRatio: number;
  /** Convection of both sides over that of the top. */
  readonly convectionRatio: number;
  /** Thermal mass [J m⁻² K⁻¹]. */
  readonly capacity: number;
}

const AIR_K = 293.15; // NOCT is told at 20 °C
const SKY_K = 282.21;

export function fuentesMounting(options: FuentesMounting): Mounting {
  const { noctInstalledC, emissivity = 0.84, absorption = 0.83, tiltDeg = 30 } = options;
  const { moduleWidthM: width = 0.31579, moduleLengthM: length = 1.2 } = options;
  const noctK = noctInstalledC + 273.15;
  const plate = {
    lengthM: (2 * width * length) / (width + length),
    sineTilt: Math.sin((tiltDeg * Math.PI) / 180),
  };
  const radiates = emissivity * STEFAN_BOLTZMANN_1987;
  const above = noctK - AIR_K;
  const convection = fuentesConvection((noctK + AIR_K) / 2, 1, above, plate, false);
  const ground = radiates * (noctK ** 2 + AIR_K ** 2) * (noctK + AIR_K);
  const back =
    (absorption * 800 - radiates * (noctK ** 4 - SKY_K ** 4) - convection * above) /
    ((ground + convection) * above);
  const groundFourth = noctK ** 4 - back * (noctK ** 4 - AIR_K ** 4);
  const groundK = Math.min(Math.max(groundFourth ** 0.25, AIR_K), noctK);
  const radiated = radiates * (2 * noctK ** 4 - SKY_K ** 4 - groundK ** 4);
  return {
    ...plate,
    emissivity,
    groundRatio: (groundK - AIR_K) / above,
    convectionRatio: (absorption * 800 - radiated) / (convection * above),
    // a hot roof mount shares heat with its racking, so it is heavier
    capacity: 11_000 * (noctK > 321.15 ? 1 + (noctK - 321.15) / 12 : 1),
  };
}
