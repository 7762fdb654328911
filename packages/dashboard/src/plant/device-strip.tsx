import type { Device, Plant } from "../api/types.ts";
import { peakOfTrack } from "../curve/plant-curve.ts";
import type { PlantFeed } from "../live/plant-feed.ts";
import { producersOf } from "../portfolio/plant-summary.ts";
import type { Span } from "../time/local-day.ts";
import { Empty } from "../ui/panel-state.tsx";
import { InverterTile } from "./inverter-tile.tsx";
import type { DayCurve } from "./use-day-curve.ts";

interface DeviceStripProps {
  readonly plant: Plant;
  readonly span: Span;
  readonly isToday: boolean;
  readonly feed: PlantFeed;
  readonly curve: DayCurve;
}

/** A tile per inverter, in the order of their names. */
export function DeviceStrip({ plant, span, isToday, feed, curve }: DeviceStripProps) {
  const devices = producersOf(plant.devices).toSorted((left, right) =>
    left.name.localeCompare(right.name, undefined, { numeric: true }),
  );
  if (devices.length === 0) return <NoDevices plantId={plant.id} />;
  const topShare = bestShare(devices, curve);
  return (
    <section aria-label="Inverters">
      <h2 className="section-title">Inverters</h2>
      <ul className="inverters">
        {devices.map((device) => (
          <InverterTile
            key={device.id}
            device={device}
            plant={plant}
            span={span}
            isToday={isToday}
            feed={feed}
            track={curve.trackOf(device.id)}
            ceilingW={device.ratedPowerW === null ? null : device.ratedPowerW * topShare}
          />
        ))}
      </ul>
    </section>
  );
}

const LEAST_SHARE = 0.05;

/** The best inverter's peak by its rating: the small curves share this top, so that they compare. */
function bestShare(devices: readonly Device[], curve: DayCurve): number {
  const shares = devices.map(({ id, ratedPowerW }) =>
    ratedPowerW === null ? 0 : (peakOfTrack(curve.trackOf(id)) ?? 0) / ratedPowerW,
  );
  return Math.max(LEAST_SHARE, ...shares);
}

function NoDevices({ plantId }: { plantId: string }) {
  return (
    <Empty title="No device yet">
      <p>Give the plant its first device; the command prints the device’s credential once:</p>
      <pre>
        <code>{`solarmon device provision ${plantId} "Inverter 1"`}</code>
      </pre>
    </Empty>
  );
}
