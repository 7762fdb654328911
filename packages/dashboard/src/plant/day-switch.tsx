import { formatDay } from "../format/time.ts";
import { hrefOf } from "../router/route.ts";
import { addDays, isLocalDay, type LocalDay } from "../time/local-day.ts";

interface DaySwitchProps {
  readonly plantId: string;
  readonly day: LocalDay;
  readonly today: LocalDay;
}

/** Which day the page shows; kept in the address, so that a link shows the same. */
export function DaySwitch({ plantId, day, today }: DaySwitchProps) {
  const hrefOfDay = (other: LocalDay): string =>
    hrefOf({ page: "plant", plantId, day: other === today ? null : other });
  const pick = (value: string): void => {
    if (isLocalDay(value) && value <= today) window.location.hash = hrefOfDay(value);
  };
  return (
    <nav className="day-switch" aria-label="Day" data-testid="day-switch" data-day={day}>
      <a className="button" href={hrefOfDay(addDays(day, -1))} aria-label="Day before" rel="prev">
        ‹
      </a>
      <label className="day-pick">
        <span className="day-words">{day === today ? "Today" : wordsOf(day)}</span>
        <input
          type="date"
          aria-label="Day to show"
          value={day}
          max={today}
          onChange={(event) => pick(event.currentTarget.value)}
        />
      </label>
      {day < today ? (
        <>
          <a className="button" href={hrefOfDay(addDays(day, 1))} aria-label="Day after" rel="next">
            ›
          </a>
          <a className="button" href={hrefOfDay(today)}>
            Today
          </a>
        </>
      ) : (
        <span className="button button-off" aria-hidden="true">
          ›
        </span>
      )}
    </nav>
  );
}

function wordsOf(day: LocalDay): string {
  return formatDay(Date.parse(`${day}T12:00:00Z`), "UTC");
}
