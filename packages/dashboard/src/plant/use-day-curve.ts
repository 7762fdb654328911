import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { dayCurveQuery } from "../api/queries.ts";
import type { Plant } from "../api/types.ts";
import { holdMs, type CurvePoint, plantCurve } from "../curve/plant-curve.ts";
import { continueTrack, EMPTY_TRACK, type Track } from "../curve/track.ts";
import { throttled } from "../live/frame.ts";
import type { PlantFeed } from "../live/plant-feed.ts";
import { producersOf } from "../portfolio/plant-summary.ts";
import { useToken } from "../session/session-context.ts";
import type { Span } from "../time/local-day.ts";

/** At most four redraws a second. */
const REDRAW_MS = 250;

/** A day of a plant, to be drawn. */
export interface DayCurve {
  readonly points: readonly CurvePoint[];
  readonly trackOf: (deviceId: string) => Track;
  /** How long a value stands for its device [ms]; longer silence is a gap. */
  readonly holdMs: number;
  /** Inverters that sent anything that day. */
  readonly devices: number;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** Stored five-minute means of the day, gone on with live samples when the day is today. */
export function useDayCurve(plant: Plant, span: Span, isToday: boolean, feed: PlantFeed): DayCurve {
  const query = useQuery(dayCurveQuery(useToken(), plant.id, span, isToday));
  const history = query.data;
  const changes = useChanges(feed, isToday);

  useEffect(() => {
    if (!isToday || history === undefined) return;
    for (const [deviceId, track] of history) feed.tail.prune(deviceId, track.times.at(-1) ?? 0);
  }, [history, feed, isToday]);

  const drawn = useMemo(() => {
    const tracks = new Map<string, Track>();
    for (const { id } of producersOf(plant.devices)) {
      const stored = history?.get(id) ?? EMPTY_TRACK;
      const track = isToday ? continueTrack(stored, sinceStart(feed.tail.track(id), span)) : stored;
      if (track.times.length > 0) tracks.set(id, track);
    }
    const all = [...tracks.values()];
    return {
      points: plantCurve(all),
      trackOf: (deviceId: string): Track => tracks.get(deviceId) ?? EMPTY_TRACK,
      holdMs: Math.max(holdMs(EMPTY_TRACK), ...all.map(holdMs)),
      devices: tracks.size,
    };
    // `changes` stands for the tail, which is changed in place.
  }, [plant.devices, history, isToday, feed, span.start, changes]);

  return {
    ...drawn,
    isPending: query.isPending,
    error: history === undefined ? query.error : null,
    retry: () => void query.refetch(),
  };
}

/** After midnight the tail still holds yesterday's samples until the next read. */
function sinceStart(track: Track, span: Span): Track {
  const first = track.times.findIndex((at) => at >= span.start);
  if (first === 0) return track;
  if (first === -1) return EMPTY_TRACK;
  return { times: track.times.slice(first), values: track.values.slice(first) };
}

/** Counts changes of the feed, at most four a second. */
function useChanges(feed: PlantFeed, isWanted: boolean): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!isWanted) return undefined;
    const change = throttled(() => setCount((before) => before + 1), REDRAW_MS);
    const unsubscribe = feed.subscribe(change);
    return () => {
      unsubscribe();
      change.cancel();
    };
  }, [feed, isWanted]);
  return count;
}
