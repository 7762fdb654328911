import { sum } from "../curve/day-energy.ts";
import { formatPercent } from "../format/number.ts";
import { type Status, STATUSES } from "../status/status.ts";
import { StatusBadge } from "../status/status-badge.tsx";
import { AsOf } from "../ui/as-of.tsx";
import { Figure } from "../ui/figure.tsx";
import { RatingBar, shareOfRating } from "../ui/rating-bar.tsx";
import type { PlantSummary } from "./plant-summary.ts";

/** The whole fleet in three figures. */
export function Totals({ plants }: { plants: readonly PlantSummary[] }) {
  const powerW = sum(plants.map((plant) => plant.powerW));
  const ratedW = sum(plants.map((plant) => plant.ratedW));
  const newestAt = Math.max(...plants.map((plant) => plant.measuredAt ?? 0));
  const reporting = plants.filter((plant) => plant.powerW !== null).length;
  return (
    <section className="tiles" aria-label="All plants together">
      <div className="card tile" data-testid="total-power" data-value={powerW ?? ""}>
        <h2>Power now</h2>
        <Figure value={powerW} unit="W" />
        <RatingBar powerW={powerW} ratedW={ratedW} />
        <p className="tile-note">
          {formatPercent(shareOfRating(powerW, ratedW))} of AC rating
          {reporting < plants.length && ` · ${reporting} of ${plants.length} plants reporting`}
        </p>
        <AsOf at={newestAt === 0 ? null : newestAt} timeZone={viewerZone()} intervalMs={0} />
      </div>
      <div className="card tile" data-testid="total-energy">
        <h2>Energy today</h2>
        <Figure value={sum(plants.map((plant) => plant.energyTodayWh))} unit="Wh" />
        <p className="tile-note">since local midnight of each plant</p>
      </div>
      <div className="card tile">
        <h2>Plants</h2>
        <span className="figure">{plants.length}</span>
        <ul className="status-counts">
          {STATUSES.map((status) => (
            <StatusCount key={status} status={status} plants={plants} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function StatusCount({ status, plants }: { status: Status; plants: readonly PlantSummary[] }) {
  const count = plants.filter((plant) => plant.status === status).length;
  if (count === 0) return null;
  return (
    <li>
      {count} <StatusBadge status={status} />
    </li>
  );
}

/** Plants may lie in several zones: times of all together are the reader's own. */
function viewerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
