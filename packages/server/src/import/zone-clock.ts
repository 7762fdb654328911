import { DAY_MS, type Instant, MINUTE_MS, SolarmonError } from "@solarmon/core";

/** Zone rules around one local day: `beforeMs` is the offset until `changeAt`, `afterMs` from then on. */
interface DayRules {
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly changeAt: Instant;
}

/** UTC instants that a wall clock can mean: one, two (clocks went back) or none (clocks went forward). */
export type WallClockMeaning = readonly [] | readonly [Instant] | readonly [Instant, Instant];

/** Wall-clock times of one zone as UTC. Rules are looked up once a day, so that bulk conversion is arithmetic. */
export class ZoneClock {
  readonly timeZone: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, DayRules>();
  #lastDay: number = Number.NaN;
  #lastRules: DayRules = { beforeMs: 0, afterMs: 0, changeAt: 0 };

  /** @throws `invalid_argument` for an unknown zone */
  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#format = openFormat(timeZone);
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
    if (day === this.#lastDay) return this.#lastRules;
    let rules = this.#days.get(day);
    if (!rules) {
      rules = this.#lookUp(day);
      this.#days.set(day, rules);
    }
    this.#lastDay = day;
    this.#lastRules = rules;
    return rules;
  }

  #lookUp(day: number): DayRules {
    let low = (day - 1) * DAY_MS;
    let high = (day + 2) * DAY_MS;
    const beforeMs = this.#offsetMs(low);
    const afterMs = this.#offsetMs(high);
    if (beforeMs === afterMs) return { beforeMs, afterMs, changeAt: low };
    while (high - low > MINUTE_MS) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
      if (this.#offsetMs(middle) === beforeMs) low = middle;
      else high = middle;
    }
    return { beforeMs, afterMs, changeAt: high };
  }

  #offsetMs(at: Instant): number {
    const part = this.#format.formatToParts(at).find(({ type }) => type === "timeZoneName");
    const match = /([+-])(\d{2}):(\d{2})/.exec(part?.value ?? "");
    if (!match) return 0;
    const minutes = Number(match[2]) * 60 + Number(match[3]);
    return (match[1] === "-" ? -minutes : minutes) * MINUTE_MS;
  }
}

function openFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  } catch (error) {
    throw new SolarmonError(
      "invalid_argument",
      `unknown time zone ${timeZone}. Use an IANA name such as Europe/Madrid, Asia/Kolkata or UTC.`,
      { cause: error },
    );
  }
}
