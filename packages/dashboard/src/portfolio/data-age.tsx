import { formatAge } from "../format/age.ts";
import { MISSING } from "../format/number.ts";
import { formatDayClock } from "../format/time.ts";
import { freshnessOf } from "../status/freshness.ts";
import { useNow } from "../ui/use-now.ts";

interface DataAgeProps {
  readonly at: number | null;
  readonly timeZone: string;
  /** Usual time between readings [ms]. */
  readonly intervalMs: number;
}

/** Age of the newest reading; the time itself on hover. */
export function DataAge({ at, timeZone, intervalMs }: DataAgeProps) {
  const now = useNow();
  if (at === null) return <span className="as-of as-of-silent">{MISSING}</span>;
  return (
    <time
      className={`as-of as-of-${freshnessOf(now - at, intervalMs)}`}
      dateTime={new Date(at).toISOString()}
      title={`${formatDayClock(at, timeZone)} ${timeZone}`}
    >
      {formatAge(now - at)}
    </time>
  );
}
