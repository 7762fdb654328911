import { useState } from "react";
import {
  columnPrefix,
  formatPercent,
  formatWith,
  formatNumber,
  type Prefix,
} from "../format/number.ts";
import { hrefOf } from "../router/route.ts";
import { StatusBadge } from "../status/status-badge.tsx";
import { RatingBar, shareOfRating } from "../ui/rating-bar.tsx";
import { DataAge } from "./data-age.tsx";
import type { PlantSummary } from "./plant-summary.ts";
import { steadyOrder } from "./steady-order.ts";

/** Plants in rows, on a phone in cards. Rows keep their place until the reader asks to sort again. */
export function PlantTable({ plants }: { plants: readonly PlantSummary[] }) {
  const sortedIds = plants.map((plant) => plant.id);
  const [kept, setKept] = useState(sortedIds);
  const { shown, moved } = steadyOrder(plants, kept);
  const power = columnPrefix(plants.map((plant) => plant.powerW));
  const energy = columnPrefix(plants.map((plant) => plant.energyTodayWh));
  return (
    <section className="card table-card">
      {moved > 0 && (
        <button type="button" className="button resort" onClick={() => setKept(sortedIds)}>
          Order changed: sort again, worst first
        </button>
      )}
      <table className="plants">
        <thead>
          <tr>
            <th scope="col">Plant</th>
            <th scope="col">Status</th>
            <th scope="col" className="number" colSpan={2}>
              Power now [{power.symbol}W]
            </th>
            <th scope="col" className="number">
              Energy today [{energy.symbol}Wh]
            </th>
            <th scope="col" className="number">
              Yield [kWh/kWp]
            </th>
            <th scope="col" className="number">
              Last data
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((plant) => (
            <PlantRow key={plant.id} plant={plant} power={power} energy={energy} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface PlantRowProps {
  readonly plant: PlantSummary;
  readonly power: Prefix;
  readonly energy: Prefix;
}

function PlantRow({ plant, power, energy }: PlantRowProps) {
  const href = hrefOf({ page: "plant", plantId: plant.id, day: null });
  return (
    <tr data-testid="plant-row" data-plant-id={plant.id} data-status={plant.status}>
      <th scope="row">
        <a href={href}>{plant.name}</a>
      </th>
      <td className="cell-status">
        <StatusBadge status={plant.status} reason={plant.reason} />
      </td>
      <td className="number cell-power" data-label={`Power [${power.symbol}W]`}>
        {formatWith(plant.powerW, power)}
      </td>
      <td className="cell-bar">
        <div className="bar-and-share">
          <RatingBar powerW={plant.powerW} ratedW={plant.ratedW} />
          <span className="muted">{formatPercent(shareOfRating(plant.powerW, plant.ratedW))}</span>
        </div>
      </td>
      <td className="number" data-label={`Today [${energy.symbol}Wh]`}>
        {formatWith(plant.energyTodayWh, energy)}
      </td>
      <td className="number" data-label="Yield [kWh/kWp]">
        {formatNumber(plant.specificYield)}
      </td>
      <td className="number" data-label="Last data">
        <DataAge at={plant.measuredAt} timeZone={plant.timeZone} intervalMs={plant.intervalMs} />
      </td>
    </tr>
  );
}
