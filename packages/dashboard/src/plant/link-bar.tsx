import { formatClock } from "../format/time.ts";
import { type LivePlant, useFeed } from "./use-plant-feed.ts";

/** Says that the figures stand still, and from when they are. Gone as soon as the link is back. */
export function LinkBar({ live, timeZone }: { live: LivePlant; timeZone: string }) {
  const link = useFeed(live.feed, (feed) => feed.link);
  const measuredAt = useFeed(live.feed, (feed) => feed.state.measuredAt);
  if (link !== "lost") return null;
  return (
    <div className="link-bar" data-testid="link-bar">
      <p>
        <strong>Live link lost</strong>
        {measuredAt !== null && `, showing ${formatClock(measuredAt, timeZone)}`}
        <span className="muted"> · trying again by itself</span>
      </p>
      <button type="button" className="button" onClick={live.retryNow}>
        Try now
      </button>
    </div>
  );
}
