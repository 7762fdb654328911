import type { Plant } from "../api/types.ts";
import { formatClock, formatZone } from "../format/time.ts";
import type { PlantFeed } from "../live/plant-feed.ts";
import { hrefOf } from "../router/route.ts";
import { StatusBadge } from "../status/status-badge.tsx";
import type { LocalDay } from "../time/local-day.ts";
import { useNow } from "../ui/use-now.ts";
import { Announcer } from "./announcer.tsx";
import { DaySwitch } from "./day-switch.tsx";
import { LiveChip } from "./live-chip.tsx";
import { usePlantStatus } from "./use-plant-status.ts";

interface PlantHeaderProps {
  readonly plant: Plant;
  readonly feed: PlantFeed;
  readonly day: LocalDay;
  readonly today: LocalDay;
}

/** Name, status in words, the plant's clock, the link, and the day that is shown. */
export function PlantHeader({ plant, feed, day, today }: PlantHeaderProps) {
  const now = useNow();
  const isToday = day === today;
  const condition = usePlantStatus(plant, feed);
  return (
    <header className="plant-header">
      <nav aria-label="Breadcrumb">
        <a href={hrefOf({ page: "portfolio" })}>Plants</a>
      </nav>
      <div className="plant-title">
        <h1 className="page-title">{plant.name}</h1>
        {isToday && condition !== null && <StatusBadge {...condition} />}
        {isToday && <LiveChip feed={feed} />}
      </div>
      <p className="muted plant-clock">
        {formatClock(now, plant.timeZone)} plant time, {formatZone(now, plant.timeZone)}
      </p>
      <DaySwitch plantId={plant.id} day={day} today={today} />
      {condition !== null && <Announcer feed={feed} {...condition} />}
    </header>
  );
}
