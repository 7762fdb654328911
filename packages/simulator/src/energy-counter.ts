import { HOUR_MS, MINUTE_MS, type Instant } from "@solarmon/core";
import { localMidnight } from "./local-midnight.ts";

export interface CounterValues {
  readonly todayWh: number;
  readonly totalWh: number;
}

/**
 * Day and total counter of an inverter. Adds power up on a fixed grid of minutes, so the counters depend only on the
 * time, not on how often they were read: a simulator that is started again goes on where it was.
 */
export class EnergyCounter {
  readonly #powerW: (at: Instant) => number;
  readonly #timeZone: string;
  #minute: Instant;
  #minutePowerW: number;
  #nextMidnight: Instant;
  #todayWh = 0;
  #totalWh: number;

  /** @param startAt - the counters run from the local midnight before; `initialWh` is the total then */
  constructor(
    powerW: (at: Instant) => number,
    timeZone: string,
    startAt: Instant,
    initialWh: number,
  ) {
    this.#powerW = powerW;
    this.#timeZone = timeZone;
    this.#minute = localMidnight(startAt, timeZone);
    this.#nextMidnight = midnightAfter(this.#minute, timeZone);
    this.#minutePowerW = powerW(this.#minute);
    this.#totalWh = initialWh;
  }

  /** The counters at `at`. Times must not go back. */
  read(at: Instant): CounterValues {
    while (this.#minute + MINUTE_MS <= at) this.#advance();
    const partWh = energyWh(this.#minutePowerW, this.#powerW(at), at - this.#minute);
    return {
      todayWh: Math.floor(this.#todayWh + partWh),
      totalWh: Math.floor(this.#totalWh + partWh),
    };
  }

  #advance(): void {
    const next = this.#minute + MINUTE_MS;
    const nextPowerW = this.#powerW(next);
    const stepWh = energyWh(this.#minutePowerW, nextPowerW, MINUTE_MS);
    this.#totalWh += stepWh;
    this.#todayWh += stepWh;
    this.#minute = next;
    this.#minutePowerW = nextPowerW;
    this.#passMidnight();
  }

  #passMidnight(): void {
    if (this.#minute < this.#nextMidnight) return;
    this.#nextMidnight = midnightAfter(this.#nextMidnight, this.#timeZone);
    this.#todayWh = 0;
  }
}

/** The next local midnight: 25.5 hours on, a day of 23, 24 or 25 hours is over and the next is not. */
function midnightAfter(midnight: Instant, timeZone: string): Instant {
  return localMidnight(midnight + 25.5 * HOUR_MS, timeZone);
}

function energyWh(fromW: number, toW: number, lengthMs: number): number {
  return (((fromW + toW) / 2) * lengthMs) / 3_600_000;
}
