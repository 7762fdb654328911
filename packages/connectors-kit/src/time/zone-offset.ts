import { DAY_MS, type Instant, SolarmonError } from "@solarmon/core";
import type { LocalTime } from "./parse-local-time.ts";

const MAX_DAYS = 4_000;

/** UTC offsets of a zone, by the rules of the running Node. `Intl` is slow, so what it said of a day is kept. */
export class ZoneOffset {
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, readonly number[]>();

  /** @throws `invalid_argument` for an unknown zone */
  constructor(timeZone: string) {
    this.#format = formatOf(timeZone);
  }

  /** Instants at which a clock in the zone shows `local`, earliest first: none, one or two. */
  instants(local: LocalTime): readonly Instant[] {
    const [before = 0, after] = this.#around(Math.floor(local / DAY_MS));
    if (after === undefined) return [local - before];
    const found = [local - before, local - after].filter((at) => this.at(at) === local - at);
    return found.toSorted((a, b) => a - b);
  }

  /** Local time − UTC [ms]. */
  at(at: Instant): number {
    const seconds = Math.floor(at / 1_000) * 1_000;
    const part: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(seconds)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - seconds;
  }

  /** The offsets that may hold on a local day: one, or two around a change. Zones change at most once in three days. */
  #around(day: number): readonly number[] {
    let offsets = this.#days.get(day);
    if (!offsets) {
      if (this.#days.size >= MAX_DAYS) this.#days.clear();
      const before = this.at((day - 1) * DAY_MS);
      const after = this.at((day + 2) * DAY_MS);
      offsets = before === after ? [before] : [before, after];
      this.#days.set(day, offsets);
    }
    return offsets;
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
