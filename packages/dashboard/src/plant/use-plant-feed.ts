import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { oncePerFrame } from "../live/frame.ts";
import { openLiveConnection } from "../live/live-connection.ts";
import { PlantFeed } from "../live/plant-feed.ts";
import { useSessionStore, useToken } from "../session/session-context.ts";

function liveUrl(): string {
  const url = new URL("/graphql", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** A live plant, and a way to try the link again at once. */
export interface LivePlant {
  readonly feed: PlantFeed;
  readonly retryNow: () => void;
}

/** Follows the plant as long as the page is shown. */
export function usePlantFeed(plantId: string): LivePlant {
  const token = useToken();
  const store = useSessionStore();
  const client = useQueryClient();
  const live = useMemo(() => {
    const connection = openLiveConnection(liveUrl(), token);
    const feed = new PlantFeed({
      plantId,
      connection,
      onMissed: () => void client.invalidateQueries({ queryKey: ["plant", plantId, "curve"] }),
      onUnauthenticated: () => store.finish("expired"),
      schedule: oncePerFrame,
    });
    return { feed, retryNow: () => connection.retryNow() };
  }, [plantId, token, client, store]);
  useEffect(() => live.feed.follow(), [live]);
  return live;
}

/** A part of the live state; the component is rendered again when that part changes. */
export function useFeed<Part>(feed: PlantFeed, select: (feed: PlantFeed) => Part): Part {
  return useSyncExternalStore(feed.subscribe, () => select(feed));
}
