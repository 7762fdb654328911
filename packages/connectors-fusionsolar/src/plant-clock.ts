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
  return {
    localHourOf: (at) => Math.floor((times.shownAt(at) % DAY_MS) / HOUR_MS),
    nextMidnightOf(at) {
      const midnight = Math.floor(times.shownAt(at) / DAY_MS) * DAY_MS;
      return times.at(midnight + DAY_MS).at ?? at + DAY_MS;
    },
  };
}
