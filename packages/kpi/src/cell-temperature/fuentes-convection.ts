/** What convection needs of the module. */
export interface Plate {
  /** Hydraulic diameter [m]. */
  readonly lengthM: number;
  readonly sineTilt: number;
}

/**
 * Heat transfer by convection from the top of the module [W m⁻² K⁻¹]: free, laminar and turbulent mixed.
 *
 * The border at a Reynolds number of 1.2e5 is abrupt, as in Fuentes' programme; at NOCT it is laminar by definition.
 */
export function fuentesConvection(
  meanK: number,
  windMps: number,
  differenceK: number,
  { lengthM, sineTilt }: Plate,
  mayBeTurbulent: boolean,
): number {
  const density = (0.003484 * 101_325) / meanK;
  const viscosity = (0.24237e-6 * meanK ** 0.76) / density;
  const conductivity = 2.1695e-4 * meanK ** 0.84;
  const reynolds = (windMps * lengthM) / viscosity;
  const forced =
    mayBeTurbulent && reynolds > 1.2e5
      ? ((0.0282 / reynolds ** 0.2) * density * windMps * 1007) / 0.71 ** 0.4
      : ((0.86 / reynolds ** 0.5) * density * windMps * 1007) / 0.71 ** 0.67;
  const grashof = (((9.8 / meanK) * differenceK * lengthM ** 3) / viscosity ** 2) * sineTilt;
  const free = (0.21 * (grashof * 0.71) ** 0.32 * conductivity) / lengthM;
  return (free ** 3 + forced ** 3) ** (1 / 3);
}
