import type { Device, Plant } from "../api/types.ts";
import type { PlantFeed } from "../live/plant-feed.ts";
import { AsOf } from "../ui/as-of.tsx";
import { formatNumber } from "../format/number.ts";
import { useFeed } from "./use-plant-feed.ts";

const POINTS = [
  { point: "poaIrradiance", label: "Irradiance on the modules", unit: "W/m²" },
  { point: "ghi", label: "Irradiance, horizontal", unit: "W/m²" },
  { point: "ambientTemperature", label: "Air", unit: "°C" },
  { point: "moduleTemperature", label: "Modules", unit: "°C" },
  { point: "windSpeed", label: "Wind", unit: "m/s" },
] as const;

/** Newest values of the weather stations; nothing where there is none. */
export function WeatherPanel({ plant, feed }: { plant: Plant; feed: PlantFeed }) {
  const stations = plant.devices.filter((device) => device.kind === "weather");
  return stations.map((station) => (
    <Station key={station.id} station={station} plant={plant} feed={feed} />
  ));
}

interface StationProps {
  readonly station: Device;
  readonly plant: Plant;
  readonly feed: PlantFeed;
}

function Station({ station, plant, feed }: StationProps) {
  const { id, name, intervalMs } = station;
  const reading = useFeed(feed, (live) => live.state.devices.get(id));
  if (reading === undefined) return null;
  const known = POINTS.filter(({ point }) => typeof reading.values[point] === "number");
  return (
    <section className="card weather" aria-label={name} data-testid="weather" data-device-id={id}>
      <div className="panel-head">
        <h2>{name}</h2>
        <AsOf at={reading.measuredAt} timeZone={plant.timeZone} intervalMs={intervalMs ?? 0} />
      </div>
      <dl className="weather-values">
        {known.map(({ point, label, unit }) => (
          <div key={point}>
            <dt>{label}</dt>
            <dd data-point={point} data-value={reading.values[point]}>
              {formatNumber(reading.values[point] ?? null)} <span className="unit">{unit}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
