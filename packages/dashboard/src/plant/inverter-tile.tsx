import { memo, type ReactNode } from "react";
import type { Device, Plant } from "../api/types.ts";
import { Sparkline } from "../chart/sparkline.tsx";
import { peakOfTrack } from "../curve/plant-curve.ts";
import type { Track } from "../curve/track.ts";
import { formatAge } from "../format/age.ts";
import { formatPercent } from "../format/number.ts";
import { powerNowW } from "../live/live-state.ts";
import type { PlantFeed } from "../live/plant-feed.ts";
import { freshnessOf } from "../status/freshness.ts";
import { StatusBadge } from "../status/status-badge.tsx";
import type { Span } from "../time/local-day.ts";
import { isTooDarkForPower } from "../time/sun.ts";
import { Figure } from "../ui/figure.tsx";
import { RatingBar, shareOfRating } from "../ui/rating-bar.tsx";
import { useNow } from "../ui/use-now.ts";
import { useFeed } from "./use-plant-feed.ts";
import { statusOfReading } from "./use-plant-status.ts";

interface InverterTileProps {
  readonly device: Device;
  readonly plant: Plant;
  readonly span: Span;
  readonly isToday: boolean;
  readonly feed: PlantFeed;
  readonly track: Track;
  /** Power at the top of the small curve [W]. */
  readonly ceilingW: number | null;
}

/** One inverter: power and status now, or its peak on a past day, over the day's small curve. */
export const InverterTile = memo(function InverterTile(props: InverterTileProps) {
  return props.isToday ? <TileNow {...props} /> : <TilePast {...props} />;
});

const STATUS_STEP_MS = 5_000;

function TileNow(props: InverterTileProps) {
  const { device, plant, feed } = props;
  const reading = useFeed(feed, (live) => live.state.devices.get(device.id));
  const now = useNow(STATUS_STEP_MS);
  const status = statusOfReading(device, reading, now, isTooDarkForPower(now, plant));
  const intervalMs = device.intervalMs ?? 0;
  const ageMs = reading === undefined ? null : Math.max(0, now - reading.measuredAt);
  const isOld = ageMs !== null && freshnessOf(ageMs, intervalMs) === "silent";
  const powerW = powerNowW(reading, now, intervalMs);
  return (
    <Tile {...props} powerW={powerW} measuredAt={reading?.measuredAt ?? null}>
      <RatingBar powerW={powerW} ratedW={device.ratedPowerW} />
      <p className="inverter-note">
        <StatusBadge status={status} />
        <span className="muted">
          {isOld ? formatAge(ageMs) : formatPercent(shareOfRating(powerW, device.ratedPowerW))}
        </span>
      </p>
    </Tile>
  );
}

function TilePast(props: InverterTileProps) {
  const powerW = peakOfTrack(props.track);
  return (
    <Tile {...props} powerW={powerW} measuredAt={null}>
      <p className="inverter-note muted">{powerW === null ? "no data" : "peak"}</p>
    </Tile>
  );
}

interface TileProps extends InverterTileProps {
  readonly powerW: number | null;
  readonly measuredAt: number | null;
  readonly children: ReactNode;
}

function Tile({ device, span, track, ceilingW, powerW, measuredAt, children }: TileProps) {
  return (
    <li
      className="card inverter-tile"
      data-testid="inverter-tile"
      data-device-id={device.id}
      data-value={powerW ?? ""}
      data-as-of={measuredAt ?? ""}
    >
      <h3 title={device.name}>{device.name}</h3>
      <span className="inverter-power">
        <Figure value={powerW} unit="W" />
      </span>
      {children}
      <Sparkline track={track} span={span} ceiling={ceilingW} />
    </li>
  );
}
