import { formatAge } from "../format/age.ts";
import { formatClockSeconds, formatDayClock } from "../format/time.ts";
import { freshnessOf } from "../status/freshness.ts";
import { useNow } from "./use-now.ts";

interface AsOfProps {
  readonly at: number | null;
  readonly timeZone: string;
  /** Usual time between readings [ms]; 0 while unknown. */
  readonly intervalMs: number;
}

const DAY_MS = 86_400_000;

/** When a figure was measured and how long ago; amber when late, grey when too old to be called live. */
export function AsOf({ at, timeZone, intervalMs }: AsOfProps) {
  const now = useNow();
  if (at === null) return <span className="as-of as-of-silent">no reading yet</span>;
  const ageMs = now - at;
  const clock = ageMs < DAY_MS ? formatClockSeconds(at, timeZone) : formatDayClock(at, timeZone);
  return (
    <span className={`as-of as-of-${freshnessOf(ageMs, intervalMs)}`}>
      as of <time dateTime={new Date(at).toISOString()}>{clock}</time> · {formatAge(ageMs)} ago
    </span>
  );
}
