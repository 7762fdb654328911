import type {
  AppendVerdict,
  Id,
  Instant,
  LocalCalendar,
  PackedReading,
  Span,
} from "@solarmon/core";
import { Accumulator } from "../rollup/accumulator.ts";
import { foldPacked } from "../rollup/fold-packed.ts";
import { fiveMinuteStart, FIVE_MINUTES_MS } from "../rollup/intervals.ts";
import { PointLayout } from "../rollup/point-layout.ts";
import { IntervalLearner } from "./interval-learner.ts";

/** The rows of five minutes, hour and day that hold a device's newest reading. */
export type OpenRows = readonly [five: Accumulator, hour: Accumulator, day: Accumulator];

export interface DeviceRollupsOptions {
  readonly deviceId: Id;
  readonly calendar: LocalCalendar;
  readonly ratedPowerW: number | null;
  readonly intervalMs: number | null;
  /** Measured time of its newest stored reading, −∞ where there is none. */
  readonly newestAt: Instant;
}

const MAX_SPARE = 16;

/**
 * A device's roll-ups between two settlings. New readings in order extend the open rows; anything else marks its
 * five minutes as late, to be folded again from the store.
 */
export class DeviceRollups {
  readonly deviceId: Id;
  readonly calendar: LocalCalendar;
  readonly layout: PointLayout;
  /** Usual time between readings [ms]. */
  intervalMs: number | null;
  newestAt: Instant;
  /** Whole rows that hold {@link newestAt}; `null` while they are not known to be whole. */
  open: OpenRows | null = null;
  /** Whole rows that ended since the last settling. */
  finished: Accumulator[] = [];
  /** Starts of the five minutes to be folded again. */
  readonly late: Set<Instant> = new Set();
  /** About how many rows wait to be written. */
  pending = 0;
  /** Set once the interval is known and not yet told to the catalogue. */
  learnedMs: number | null = null;

  /** Readings from here on have all come through this object. */
  readonly #sureFrom: Instant;
  readonly #spare: Accumulator[] = [];
  #learner: IntervalLearner | null;

  constructor(options: DeviceRollupsOptions) {
    this.deviceId = options.deviceId;
    this.calendar = options.calendar;
    this.layout = new PointLayout(options.ratedPowerW);
    this.intervalMs = options.intervalMs;
    this.newestAt = options.newestAt;
    this.#sureFrom = options.newestAt + 1;
    this.#learner = options.intervalMs === null ? new IntervalLearner() : null;
  }

  /** Takes over the interval of the catalogue; nothing is learned any more. */
  knowInterval(intervalMs: number): void {
    this.intervalMs = intervalMs;
    this.learnedMs = null;
    this.#learner = null;
  }

  /** Takes a reading that the store has just answered for. */
  take(reading: PackedReading, verdict: AppendVerdict, isTouched: boolean): void {
    const at = reading.measuredAt;
    if (verdict === "stored" && !isTouched && at > this.newestAt) this.#takeNext(reading);
    else if (isTouched || verdict === "stored" || verdict === "replaced" || at < this.#sureFrom)
      this.#takeLate(at);
  }

  /** Tells that all pending rows were written; `open` replaces the open rows where they had to be made anew. */
  settled(open: OpenRows | null): void {
    for (const row of this.finished) if (this.#spare.length < MAX_SPARE) this.#spare.push(row);
    this.finished = [];
    this.late.clear();
    this.pending = 0;
    this.open ??= open;
    for (const row of this.open ?? []) row.isDirty = false;
  }

  #takeNext(reading: PackedReading): void {
    const at = reading.measuredAt;
    const previousAt = this.newestAt;
    this.newestAt = at;
    if (this.#learner) this.#learn(previousAt, at);
    const rows = this.#advance(at, previousAt);
    if (!rows) return this.#addLate(fiveMinuteStart(at));
    if (!rows[0].isDirty) this.pending += rows.length;
    foldPacked(rows, reading);
  }

  #takeLate(at: Instant): void {
    const start = fiveMinuteStart(at);
    this.#addLate(start);
    if (!this.open || start < this.open[2].start) return;
    // The open rows miss this reading: they are made anew from the store.
    this.open = null;
    this.#addLate(fiveMinuteStart(this.newestAt));
  }

  #addLate(start: Instant): void {
    this.late.add(start);
    this.pending += 1;
  }

  /** The open rows moved on to `at`; `undefined` if the store may hold other readings of its day. */
  #advance(at: Instant, previousAt: Instant): OpenRows | undefined {
    if (this.open && at < this.open[0].end) return this.open;
    const start = fiveMinuteStart(at);
    const five = { start, end: start + FIVE_MINUTES_MS };
    const { calendar } = this;
    if (this.open) {
      const [last, hour, day] = this.open;
      return (this.open = [
        this.#next(last, five),
        start < hour.end ? hour : this.#next(hour, calendar.hour(start)),
        start < day.end ? day : this.#next(day, calendar.day(start)),
      ]);
    }
    const day = calendar.day(start);
    if (previousAt >= day.start) return undefined;
    return (this.open = [
      new Accumulator("5m", this.layout, five),
      new Accumulator("1h", this.layout, calendar.hour(start)),
      new Accumulator("1d", this.layout, day),
    ]);
  }

  #next(row: Accumulator, span: Span): Accumulator {
    if (!row.isDirty) {
      row.reset(span);
      return row;
    }
    this.finished.push(row);
    this.pending += 1;
    const index = this.#spare.findLastIndex(({ resolution }) => resolution === row.resolution);
    const [spare] = index < 0 ? [] : this.#spare.splice(index, 1);
    if (!spare) return new Accumulator(row.resolution, this.layout, span);
    spare.reset(span);
    return spare;
  }

  #learn(previousAt: Instant, at: Instant): void {
    const intervalMs = this.#learner?.learn(previousAt, at) ?? null;
    if (intervalMs === null) return;
    this.intervalMs = intervalMs;
    this.learnedMs = intervalMs;
    this.#learner = null;
  }
}
