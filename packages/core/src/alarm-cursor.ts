import type { Alarm } from "./alarm.ts";
import { SolarmonError } from "./errors.ts";
import { type Id, isId } from "./ids.ts";
import type { Instant } from "./time.ts";

/** For adapters: the place of an alarm in the order of lists, newest first. */
export interface AlarmPlace {
  readonly raisedAt: Instant;
  /** Orders alarms of one instant. */
  readonly id: Id;
}

const CURSOR = /^(-?\d{1,16})_([0-9a-f-]{36})$/;

/** For adapters: a cursor that goes on below that alarm. */
export function toAlarmCursor({ raisedAt, id }: Pick<Alarm, "raisedAt" | "id">): string {
  return `${raisedAt}_${id}`;
}

/** For adapters: the place that a cursor names. @throws `invalid_argument` for what is not a cursor */
export function fromAlarmCursor(cursor: string): AlarmPlace {
  const [, raisedAt, id] = CURSOR.exec(cursor) ?? [];
  if (raisedAt !== undefined && isId(id)) return { raisedAt: Number(raisedAt), id };
  throw new SolarmonError(
    "invalid_argument",
    "that is no cursor of a list of alarms. Give the `next` of an answer.",
  );
}
