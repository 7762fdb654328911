import { formatNumber } from "../format/number.ts";
import { Figure } from "../ui/figure.tsx";

interface EnergyTileProps {
  readonly title: string;
  readonly energyWh: number | null;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** DC nameplate [kW]. */
  readonly dcKwp: number | null;
}

/** Energy of the day, and by nameplate, so that plants of different size compare. */
export function EnergyTile({ title, energyWh, isPending, error, dcKwp }: EnergyTileProps) {
  return (
    <div className="card tile">
      <h2>{title}</h2>
      <span data-testid="energy-day" data-value={energyWh ?? ""} data-pending={isPending}>
        <Figure value={energyWh} unit="Wh" />
      </span>
      <p className="tile-note">{noteOf({ energyWh, isPending, error, dcKwp })}</p>
    </div>
  );
}

function noteOf({ energyWh, isPending, error, dcKwp }: Omit<EnergyTileProps, "title">): string {
  if (isPending) return "reading …";
  if (error !== null) return `could not be read: ${error.message}`;
  if (energyWh === null) return "no energy counter has sent a reading";
  if (dcKwp === null || dcKwp <= 0) return "from the inverters’ counters";
  return `${formatNumber(energyWh / 1_000 / dcKwp)} kWh/kWp`;
}
