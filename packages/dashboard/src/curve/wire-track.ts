import type { WireSeries } from "../api/types.ts";
import type { Track } from "./track.ts";

/** The column of one point per device; devices without it are left out. */
export function trackByDevice(
  series: readonly WireSeries[],
  point: string,
): ReadonlyMap<string, Track> {
  const tracks = new Map<string, Track>();
  for (const { deviceId, times, columns } of series) {
    const values = columns.find((column) => column.point === point)?.values;
    if (values?.some((value) => value !== null) === true) tracks.set(deviceId, { times, values });
  }
  return tracks;
}
