import { useQuery } from "@tanstack/react-query";
import { alarmsQuery } from "../api/queries.ts";
import type { OpenAlarm, Plant } from "../api/types.ts";
import { formatAge } from "../format/age.ts";
import { formatClock, formatDayClock } from "../format/time.ts";
import { hrefOf } from "../router/route.ts";
import { useToken } from "../session/session-context.ts";
import { ConditionLine } from "../status/condition-line.tsx";
import { Failure } from "../ui/panel-state.tsx";
import { useNow } from "../ui/use-now.ts";
import { alarmWords, shownAlarms } from "./alarm-words.ts";

const STEP_MS = 10_000;
const DAY_MS = 86_400_000;
const MOST_SHOWN = 8;

/** What is wrong, the worst on top: of a plant, or of all. Nothing when all is well. */
export function AlarmsPanel({ plant }: { plant: Plant | null }) {
  const asked = useQuery(alarmsQuery(useToken(), plant?.id ?? null));
  if (asked.error !== null && asked.data === undefined)
    return <Failure error={asked.error} what="Alarms" onRetry={() => void asked.refetch()} />;
  const { alarms = [], next = null } = asked.data ?? {};
  const shown = shownAlarms(alarms);
  if (shown.length === 0) return null;
  const left = shown.length - MOST_SHOWN;
  return (
    <section className="card alarms" aria-label="Alarms">
      <h2>
        Alarms <span className="muted">{next === null ? shown.length : `${shown.length}+`}</span>
      </h2>
      <ul>
        {shown.slice(0, MOST_SHOWN).map((alarm) => (
          <AlarmRow key={alarm.id} alarm={alarm} plant={plant} />
        ))}
      </ul>
      {left > 0 && <p className="muted">and {left} more</p>}
    </section>
  );
}

function AlarmRow({ alarm, plant }: { alarm: OpenAlarm; plant: Plant | null }) {
  return (
    <li data-testid="alarm" data-kind={alarm.kind}>
      <ConditionLine words={alarmWords(alarm)} />
      <p>
        <About alarm={alarm} plant={plant} />
        {alarm.foldedCount > 0 && (
          <span className="muted"> and {alarm.foldedCount} more for it</span>
        )}
      </p>
      <p className="muted">
        <Since at={Date.parse(alarm.since)} timeZone={plant?.timeZone ?? null} />
        {alarm.acknowledgedBy !== null && ` · seen by ${alarm.acknowledgedBy}`}
      </p>
    </li>
  );
}

/** On the page of a plant its name goes without saying. */
function About({ alarm, plant }: { alarm: OpenAlarm; plant: Plant | null }) {
  const { subject, plantId, plantName } = alarm;
  const name = <strong>{subject.name}</strong>;
  const inPlant = subject.type !== "plant" && plantName !== null ? `${plantName} · ` : "";
  if (plant !== null || plantId === null) return name;
  return (
    <a href={hrefOf({ page: "plant", plantId, day: null })}>
      {inPlant}
      {name}
    </a>
  );
}

/** How long it has lasted, and on the clock of the plant since when. */
function Since({ at, timeZone }: { at: number; timeZone: string | null }) {
  const ageMs = useNow(STEP_MS) - at;
  const age = formatAge(ageMs);
  if (timeZone === null) return <>for {age}</>;
  const clock = ageMs < DAY_MS ? formatClock(at, timeZone) : formatDayClock(at, timeZone);
  return (
    <>
      since <time dateTime={new Date(at).toISOString()}>{clock}</time> · {age}
    </>
  );
}
