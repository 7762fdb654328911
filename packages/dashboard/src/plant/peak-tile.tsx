import type { Plant } from "../api/types.ts";
import { peakOf } from "../curve/plant-curve.ts";
import { formatClock } from "../format/time.ts";
import { Figure } from "../ui/figure.tsx";
import type { DayCurve } from "./use-day-curve.ts";

interface PeakTileProps {
  readonly title: string;
  readonly plant: Plant;
  readonly curve: DayCurve;
}

/** Highest power of the day's curve. */
export function PeakTile({ title, plant, curve }: PeakTileProps) {
  const peak = peakOf(curve.points);
  return (
    <div className="card tile">
      <h2>{title}</h2>
      <span data-testid="peak-day" data-value={peak?.powerW ?? ""} data-at={peak?.at ?? ""}>
        <Figure value={peak?.powerW ?? null} unit="W" />
      </span>
      <p className="tile-note">
        {peak === null
          ? curve.isPending
            ? "reading …"
            : "no power was measured"
          : `at ${formatClock(peak.at, plant.timeZone)}`}
      </p>
    </div>
  );
}
