/** A place on Earth. */
export interface Site {
  /** Geographic latitude [deg], north positive, −90 to 90. */
  readonly latitudeDeg: number;
  /** Geographic longitude [deg], east positive. */
  readonly longitudeDeg: number;
  /** Height above sea level [m]. Default: from the pressure, 0 without one. */
  readonly altitudeM?: number;
}
