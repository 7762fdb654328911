import { formatAge } from "../format/age.ts";
import { MISSING } from "../format/number.ts";
import { formatDayClock } from "../format/time.ts";
import { freshnessOf } from "../status/freshness.ts";
import { useNow } from "../ui/use-now.ts";

/** Age of the newest reading; the time itself on hover. */
export function DataAge({ at, timeZone }: { at: number | null; timeZone: string }) {
  const now = useNow();
  if (at === null) return <span className="as-of as-of-silent">{MISSING}</span>;
  return (
    <time
      className={`as-of as-of-${freshnessOf(now - at, 0)}`}
      dateTime={new Date(at).toISOString()}
      title={`${formatDayClock(at, timeZone)} ${timeZone}`}
    >
      {formatAge(now - at)}
    </time>
  );
}
