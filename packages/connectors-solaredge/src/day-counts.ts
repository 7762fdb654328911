import type { DecodedReading } from "@solarmon/connectors-kit";
import { calendarOf, type Instant, type LocalCalendar, type Span } from "@solarmon/core";
import type { QuarterEnergy } from "./quarter-energies.ts";
import { VENDOR } from "./vendor.ts";

/** Yesterday's evening is read in the morning; what is older is history. */
const DAYS_KEPT = 3;

type Quarters = Map<Instant, number>;

/**
 * What the inverters of a site made since local midnight. The API has no such counter: it is the sum of their quarters
 * of an hour, known for days that were read from their beginning on.
 */
export class DayCounts {
  readonly #calendar: LocalCalendar;
  /** By when the day began, then by serial number. */
  readonly #days = new Map<Instant, Map<string, Quarters>>();

  constructor(timeZone: string) {
    this.#calendar = calendarOf(timeZone);
  }

  /** Whether the day that holds `at` is counted. */
  isBegun(at: Instant): boolean {
    return this.#days.has(this.#calendar.day(at).start);
  }

  /** A span is going to be read: the days that begin in it can be counted. */
  begin({ start, end }: Span): void {
    for (let day = this.#calendar.day(start); day.start < end; day = this.#calendar.day(day.end))
      if (day.start >= start && !this.#days.has(day.start)) this.#days.set(day.start, new Map());
    for (const day of [...this.#days.keys()].toSorted((a, b) => b - a).slice(DAYS_KEPT))
      this.#days.delete(day);
  }

  /** Counts at the ends of these quarters of an hour. They are added first; one that came before is corrected. */
  count(energies: readonly QuarterEnergy[]): readonly DecodedReading[] {
    for (const { serial, startAt, energyWh } of energies)
      this.#quarters(serial, startAt)?.set(startAt, energyWh);
    return energies.flatMap(({ serial, startAt }) => {
      const quarters = this.#quarters(serial, startAt);
      if (!quarters) return [];
      let energyWh = 0;
      for (const [at, ofQuarter] of quarters) if (at <= startAt) energyWh += ofQuarter;
      const values = { acEnergyToday: Math.round(energyWh * 1_000) / 1_000 };
      const measuredAt = this.#endOf(startAt);
      return [{ deviceId: serial, kind: "inverter" as const, measuredAt, values }];
    });
  }

  #quarters(serial: string, at: Instant): Quarters | undefined {
    const day = this.#days.get(this.#calendar.day(at).start);
    const quarters = day?.get(serial) ?? (day && new Map<Instant, number>());
    if (day && quarters) day.set(serial, quarters);
    return quarters;
  }

  /** At midnight the next day begins to count: the last quarter ends just before. */
  #endOf(startAt: Instant): Instant {
    return Math.min(startAt + VENDOR.quarterMs, this.#calendar.day(startAt).end - 1);
  }
}

/** One reading for a device and an instant. */
export function mergeReadings(readings: readonly DecodedReading[]): readonly DecodedReading[] {
  const merged = new Map<string, DecodedReading>();
  for (const reading of readings) {
    const key = `${reading.measuredAt} ${reading.deviceId}`;
    const first = merged.get(key);
    merged.set(key, first ? { ...first, values: { ...first.values, ...reading.values } } : reading);
  }
  return [...merged.values()];
}
