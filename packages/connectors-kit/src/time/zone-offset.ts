import { DAY_MS, type Instant, SECOND_MS, SolarmonError } from "@solarmon/core";
import type { LocalTime } from "./parse-local-time.ts";

const MAX_DAYS = 4_000;

/** Offsets [ms] that hold on a local day: one all day (then `changeAt` is −∞), or another one before a change. */
interface DayOffsets {
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly changeAt: Instant;
}

/** UTC offsets of a zone, by the rules of the running Node. `Intl` is slow, so what it said of a day is kept. */
export class ZoneOffset {
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, DayOffsets>();

  /** @throws `invalid_argument` for an unknown zone */
  constructor(timeZone: string) {
    this.#format = formatOf(timeZone);
  }

  /** Instants at which a clock in the zone shows `local`, earliest first: none, one or two. */
  instants(local: LocalTime): readonly Instant[] {
    const { beforeMs, afterMs, changeAt } = this.#day(Math.floor(local / DAY_MS));
    const isBefore = local - beforeMs < changeAt;
    const isAfter = local - afterMs >= changeAt;
    if (isBefore && isAfter) return [local - beforeMs, local - afterMs];
    if (isAfter) return [local - afterMs];
    return isBefore ? [local - beforeMs] : [];
  }

  #day(day: number): DayOffsets {
    let offsets = this.#days.get(day);
    if (!offsets) {
      if (this.#days.size >= MAX_DAYS) this.#days.clear();
      // Zones change at most once in three days, and no offset is longer than one.
      offsets = this.#between((day - 1) * DAY_MS, (day + 2) * DAY_MS);
      this.#days.set(day, offsets);
    }
    return offsets;
  }

  #between(start: Instant, end: Instant): DayOffsets {
    const [beforeMs, afterMs] = [this.#offsetMs(start), this.#offsetMs(end)];
    if (beforeMs === afterMs) return { beforeMs, afterMs, changeAt: -Infinity };
    let [low, high] = [start, end];
    while (high - low > SECOND_MS) {
      const middle = low + Math.floor((high - low) / 2 / SECOND_MS) * SECOND_MS;
      if (this.#offsetMs(middle) === beforeMs) low = middle;
      else high = middle;
    }
    return { beforeMs, afterMs, changeAt: high };
  }

  /** Local time − UTC. */
  #offsetMs(at: Instant): number {
    const part: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(at)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - at;
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const two = "2-digit";
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
  } catch (error) {
    throw new SolarmonError(
      "invalid_argument",
      `unknown time zone ${JSON.stringify(timeZone)}: use an IANA name such as Europe/Madrid`,
      { cause: error },
    );
  }
}
