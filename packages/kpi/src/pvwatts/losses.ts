/** Losses of a plant that PVWatts knows, each in per cent; the defaults are those of PVWatts 5. */
export interface PvwattsLosses {
  /** Default 2 %. */
  readonly soilingPct?: number;
  /** Default 3 %. */
  readonly shadingPct?: number;
  /** Default 0 %. */
  readonly snowPct?: number;
  /** Default 2 %. */
  readonly mismatchPct?: number;
  /** Default 2 %. */
  readonly wiringPct?: number;
  /** Default 0.5 %. */
  readonly connectionsPct?: number;
  /** Light-induced degradation; default 1.5 %. */
  readonly lidPct?: number;
  /** Default 1 %. */
  readonly nameplateRatingPct?: number;
  /** Default 0 %. */
  readonly agePct?: number;
  /** Default 3 %. */
  readonly availabilityPct?: number;
}

const DEFAULTS: Required<PvwattsLosses> = {
  soilingPct: 2,
  shadingPct: 3,
  snowPct: 0,
  mismatchPct: 2,
  wiringPct: 2,
  connectionsPct: 0.5,
  lidPct: 1.5,
  nameplateRatingPct: 1,
  agePct: 0,
  availabilityPct: 3,
};

/**
 * Total loss of a plant: 100·(1 − Π(1 − Lᵢ/100)) [%].
 *
 * @returns total [%], 14.0757 with the defaults; `NaN` when one is `NaN`
 * @see A. P. Dobos, PVWatts 5, NREL/TP-6A20-62641, table 6, doi:10.2172/1158421
 * @example
 * pvwattsLosses({ soilingPct: 5 }); // 16.7059…
 */
export function pvwattsLosses(losses: PvwattsLosses = {}): number {
  let kept = 1;
  for (const percent of Object.values({ ...DEFAULTS, ...losses })) kept *= 1 - percent / 100;
  return (1 - kept) * 100;
}
