import { formatPercent } from "../format/number.ts";

interface RatingBarProps {
  readonly powerW: number | null;
  readonly ratedW: number | null;
}

/** Share of the rating [1], kept within the bar; `null` while unknown. */
export function shareOfRating(powerW: number | null, ratedW: number | null): number | null {
  return powerW === null || ratedW === null || ratedW <= 0 ? null : powerW / ratedW;
}

/** Power against the AC rating; the words stand beside it. */
export function RatingBar({ powerW, ratedW }: RatingBarProps) {
  const share = shareOfRating(powerW, ratedW);
  const width = Math.min(1, Math.max(0, share ?? 0));
  return (
    <span className="rating-bar" title={`${formatPercent(share)} of AC rating`}>
      <span className="rating-fill" style={{ transform: `scaleX(${width})` }} />
    </span>
  );
}
