import { useEffect, useRef, useState } from "react";
import type { PlantFeed } from "../live/plant-feed.ts";
import { type Status, STATUS_WORDS } from "../status/status.ts";
import { useFeed } from "./use-plant-feed.ts";

const QUIET_MS = 30_000;

interface AnnouncerProps {
  readonly feed: PlantFeed;
  readonly status: Status;
  readonly reason: string | null;
}

/** Tells screen readers of changes of state, never of figures, and at most every thirty seconds. */
export function Announcer({ feed, status, reason }: AnnouncerProps) {
  const isLost = useFeed(feed, (live) => live.link === "lost");
  const { word } = STATUS_WORDS[status];
  const text = `${word}${reason === null ? "" : `: ${reason}`}. ${isLost ? "Live link lost." : "Live link up."}`;
  return (
    <p className="visually-hidden" role="status">
      {useSpoken(text)}
    </p>
  );
}

/** The text, held back until the last one is thirty seconds old; what the page opened with is not spoken. */
function useSpoken(text: string): string {
  const [spoken, setSpoken] = useState("");
  const known = useRef(text);
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (text === known.current) return undefined;
    const delayMs = Math.max(0, lastAt.current + QUIET_MS - performance.now());
    const timer = setTimeout(() => {
      known.current = text;
      lastAt.current = performance.now();
      setSpoken(text);
    }, delayMs);
    return () => clearTimeout(timer);
  }, [text]);
  return spoken;
}
