import type { LinkState } from "../live/live-connection.ts";
import type { PlantFeed } from "../live/plant-feed.ts";
import { useFeed } from "./use-plant-feed.ts";

const WORDS: Readonly<Record<LinkState, string>> = {
  live: "Live",
  connecting: "Connecting",
  lost: "Link lost",
};

/** Whether figures come in by themselves right now. */
export function LiveChip({ feed }: { feed: PlantFeed }) {
  const link = useFeed(feed, (live) => live.link);
  return (
    <span className={`live-chip live-${link}`} data-testid="live-state" data-state={link}>
      <span className="live-dot" aria-hidden="true" />
      {WORDS[link]}
    </span>
  );
}
