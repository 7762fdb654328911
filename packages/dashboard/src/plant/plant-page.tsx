import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect } from "react";
import { codeOf } from "../api/api-error.ts";
import { plantQuery } from "../api/queries.ts";
import { hrefOf } from "../router/route.ts";
import type { LocalDay } from "../time/local-day.ts";
import { useToken } from "../session/session-context.ts";
import { Empty, Failure, Skeleton } from "../ui/panel-state.tsx";
import { useTitle } from "../ui/use-title.ts";
import { PlantView } from "./plant-view.tsx";
import { usePlantFeed } from "./use-plant-feed.ts";

interface PlantPageProps {
  readonly plantId: string;
  /** `null` is today. */
  readonly day: LocalDay | null;
}

/** "Is it running now, as it should?": one plant on one day, live when the day is today. */
export function PlantPage({ plantId, day }: PlantPageProps) {
  const live = usePlantFeed(plantId);
  const plant = useQuery(plantQuery(useToken(), plantId));
  useTitle(plant.data?.name ?? "Plant");
  useLayoutEffect(() => {
    if (plant.data !== undefined) live.feed.seed(plant.data.live);
  }, [plant.data, live]);

  if (plant.data !== undefined) return <PlantView plant={plant.data} day={day} live={live} />;
  if (codeOf(plant.error) === "not_found") return <NoSuchPlant />;
  if (plant.error !== null)
    return <Failure error={plant.error} what="The plant" onRetry={() => void plant.refetch()} />;
  return <Skeleton heightPx={560} label="Loading the plant" />;
}

/** The same for a plant that never was and one of somebody else. */
function NoSuchPlant() {
  return (
    <Empty title="There is no such plant">
      <p>
        The address may be mistyped, or the plant may be gone. Go to{" "}
        <a href={hrefOf({ page: "portfolio" })}>your plants</a>.
      </p>
    </Empty>
  );
}
