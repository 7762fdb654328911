import { DAY_MS, type Instant, ZoneOffsets } from "@solarmon/core";

/** Zone rules around one local day: `beforeMs` is the offset until `changeAt`, `afterMs` from then on. */
interface DayRules {
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly changeAt: Instant;
}

/** UTC instants that a wall clock can mean: one, two (clocks went back) or none (clocks went forward). */
export type WallClockMeaning = readonly [] | readonly [Instant] | readonly [Instant, Instant];

/** Wall-clock times of one zone as UTC. */
export class ZoneClock {
  readonly timeZone: string;
  readonly #offsets: ZoneOffsets;
  #day: number = Number.NaN;
  #rules: DayRules = { beforeMs: 0, afterMs: 0, changeAt: 0 };

  /** @throws `invalid_argument` for an unknown zone */
  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#offsets = new ZoneOffsets(timeZone);
  }

  /** @param wallMs - wall-clock time counted as if it were UTC [ms] */
  meaning(wallMs: number): WallClockMeaning {
    const { beforeMs, afterMs, changeAt } = this.#rulesOf(Math.floor(wallMs / DAY_MS));
    if (beforeMs === afterMs) return [wallMs - beforeMs];
    const early = wallMs - beforeMs;
    const late = wallMs - afterMs;
    const isEarly = early < changeAt;
    const isLate = late >= changeAt;
    if (isEarly && isLate) return [early, late];
    if (isEarly) return [early];
    return isLate ? [late] : [];
  }

  #rulesOf(day: number): DayRules {
    if (day === this.#day) return this.#rules;
    let span = this.#offsets.at((day - 1) * DAY_MS);
    const beforeMs = span.offsetMs;
    const afterMs = this.#offsets.at((day + 2) * DAY_MS).offsetMs;
    // Neighbouring spans may have the same offset.
    while (span.offsetMs !== afterMs) span = this.#offsets.at(span.end);
    this.#day = day;
    this.#rules = { beforeMs, afterMs, changeAt: span.start };
    return this.#rules;
  }
}
