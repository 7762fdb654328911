import { useQuery } from "@tanstack/react-query";
import { dayEnergyQuery } from "../api/queries.ts";
import type { Plant } from "../api/types.ts";
import { sum } from "../curve/day-energy.ts";
import { producersOf } from "../portfolio/plant-summary.ts";
import { useToken } from "../session/session-context.ts";
import type { Span } from "../time/local-day.ts";
import { EnergyTile } from "./energy-tile.tsx";
import { PeakTile } from "./peak-tile.tsx";
import type { DayCurve } from "./use-day-curve.ts";

interface DayTilesProps {
  readonly plant: Plant;
  readonly span: Span;
  readonly curve: DayCurve;
}

/** Energy and peak of a past day. */
export function DayTiles({ plant, span, curve }: DayTilesProps) {
  const energy = useQuery(dayEnergyQuery(useToken(), plant.id, span));
  const energyWh = sum(producersOf(plant.devices).map(({ id }) => energy.data?.get(id) ?? null));
  return (
    <section className="tiles tiles-plant" aria-label="The day in figures">
      <EnergyTile
        title="Energy that day"
        energyWh={energyWh}
        isPending={energy.isPending}
        error={energy.data === undefined ? energy.error : null}
        dcKwp={plant.dcKwp}
      />
      <PeakTile title="Peak that day" plant={plant} curve={curve} />
    </section>
  );
}
