import { createLocalTimes } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, type Instant } from "@solarmon/core";

/** What the clock of a plant shows; the interface names no zone. */
export interface PlantClock {
  localHourOf(at: Instant): number;
  nextMidnightOf(at: Instant): Instant;
}

/** @throws `invalid_argument` for an unknown zone */
export function createPlantClock(timeZone: string): PlantClock {
  const times = createLocalTimes(timeZone);
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
  });
  const hours = new Map<number, number>();
  return { localHourOf, nextMidnightOf };

  /** `Intl` is slow; offsets change on quarters of an hour at most. */
  function localHourOf(at: Instant): number {
    const quarter = Math.floor(at / (HOUR_MS / 4));
    let hour = hours.get(quarter);
    if (hour === undefined) hours.set(quarter, (hour = partsOf(quarter * (HOUR_MS / 4)).hour));
    return hour;
  }

  function nextMidnightOf(at: Instant): Instant {
    const { midnight } = partsOf(at);
    return times.at(midnight + DAY_MS).at ?? at + DAY_MS;
  }

  function partsOf(at: Instant): { hour: number; midnight: number } {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0 } = part;
    return { hour, midnight: Date.UTC(year, month - 1, day) };
  }
}
