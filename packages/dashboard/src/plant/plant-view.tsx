import { AlarmsPanel } from "../alarms/alarms-panel.tsx";
import type { Plant } from "../api/types.ts";
import { daySpan, type LocalDay, localDayOf } from "../time/local-day.ts";
import { useNow } from "../ui/use-now.ts";
import { CurvePanel } from "./curve-panel.tsx";
import { DayTiles } from "./day-tiles.tsx";
import { DeviceStrip } from "./device-strip.tsx";
import { LinksPanel } from "./links-panel.tsx";
import { LinkBar } from "./link-bar.tsx";
import { LiveTiles } from "./live-tiles.tsx";
import { PlantHeader } from "./plant-header.tsx";
import { useDayCurve } from "./use-day-curve.ts";
import type { LivePlant } from "./use-plant-feed.ts";
import { WeatherPanel } from "./weather-panel.tsx";

const DAY_CHECK_MS = 1_000;

interface PlantViewProps {
  readonly plant: Plant;
  readonly day: LocalDay | null;
  readonly live: LivePlant;
}

/** The page once the plant is known. */
export function PlantView({ plant, day, live }: PlantViewProps) {
  const today = useToday(plant.timeZone);
  const shownDay = day ?? today;
  const isToday = shownDay === today;
  const span = daySpan(shownDay, plant.timeZone);
  const curve = useDayCurve(plant, span, isToday, live.feed);
  return (
    <>
      <PlantHeader plant={plant} feed={live.feed} day={shownDay} today={today} />
      {isToday && <LinkBar live={live} timeZone={plant.timeZone} />}
      {isToday ? (
        <LiveTiles plant={plant} feed={live.feed} curve={curve} />
      ) : (
        <DayTiles plant={plant} span={span} curve={curve} />
      )}
      {isToday && <AlarmsPanel plant={plant} />}
      <CurvePanel plant={plant} day={shownDay} span={span} isToday={isToday} curve={curve} />
      <DeviceStrip plant={plant} span={span} isToday={isToday} feed={live.feed} curve={curve} />
      {isToday && <WeatherPanel plant={plant} feed={live.feed} />}
      {isToday && <LinksPanel plant={plant} />}
    </>
  );
}

/** The plant's calendar day; changes at its midnight. */
function useToday(timeZone: string): LocalDay {
  return localDayOf(useNow(DAY_CHECK_MS), timeZone);
}
