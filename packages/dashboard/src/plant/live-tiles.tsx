import { useQuery } from "@tanstack/react-query";
import { energyTodayQuery } from "../api/queries.ts";
import type { Plant } from "../api/types.ts";
import { formatPercent } from "../format/number.ts";
import type { PlantFeed } from "../live/plant-feed.ts";
import { producersOf, slowestIntervalMs } from "../portfolio/plant-summary.ts";
import { useToken } from "../session/session-context.ts";
import { isTooDarkForPower } from "../time/sun.ts";
import { AsOf } from "../ui/as-of.tsx";
import { Figure } from "../ui/figure.tsx";
import { RatingBar, shareOfRating } from "../ui/rating-bar.tsx";
import { EnergyTile } from "./energy-tile.tsx";
import { PeakTile } from "./peak-tile.tsx";
import type { DayCurve } from "./use-day-curve.ts";
import { useFeed } from "./use-plant-feed.ts";

interface LiveTilesProps {
  readonly plant: Plant;
  readonly feed: PlantFeed;
  readonly curve: DayCurve;
}

/** Power now, energy and peak of today. */
export function LiveTiles({ plant, feed, curve }: LiveTilesProps) {
  const energy = useQuery(energyTodayQuery(useToken(), plant.id));
  return (
    <section className="tiles tiles-plant" aria-label="Today in figures">
      <PowerNow plant={plant} feed={feed} />
      <EnergyTile
        title="Energy today"
        energyWh={energy.data ?? null}
        isPending={energy.isPending}
        error={energy.data === undefined ? energy.error : null}
        dcKwp={plant.dcKwp}
      />
      <PeakTile title="Peak today" plant={plant} curve={curve} />
    </section>
  );
}

/** Drawn in the frame after an update arrives; nothing here waits for the chart. */
function PowerNow({ plant, feed }: { plant: Plant; feed: PlantFeed }) {
  const { powerW, measuredAt, cursor } = useFeed(feed, (live) => live.state);
  const ratedW = plant.acKw === null ? null : plant.acKw * 1_000;
  return (
    <div className="card tile tile-main">
      <h2>Power now</h2>
      <strong
        data-testid="power-now"
        data-value={powerW ?? ""}
        data-as-of={measuredAt ?? ""}
        className="power-now"
      >
        <Figure value={powerW} unit="W" />
      </strong>
      <RatingBar powerW={powerW} ratedW={ratedW} />
      <p className="tile-note">
        {powerW === null && cursor !== null
          ? whyNoPower(plant)
          : ratedW !== null && `${formatPercent(shareOfRating(powerW, ratedW))} of AC rating`}
      </p>
      {cursor !== null && (
        <AsOf
          at={measuredAt}
          timeZone={plant.timeZone}
          intervalMs={slowestIntervalMs(plant.devices)}
        />
      )}
    </div>
  );
}

function whyNoPower(plant: Plant): string {
  if (producersOf(plant.devices).length === 0) return "no device yet";
  return isTooDarkForPower(Date.now(), plant)
    ? "night: the inverters are asleep"
    : "no inverter has a fresh reading";
}
