import { type Clock, DAY_MS, HOUR_MS, type Instant, SECOND_MS, type Span } from "@solarmon/core";
import { type StandInFault, type StandInWorld, SunPlant } from "@solarmon/connectors-kit/stand-in";

/** Serial numbers of two HM-600 and an HM-1500. */
const SIZES_WH: Readonly<Record<string, number>> = {
  "114182001001": 2_900,
  "114182001002": 2_700,
  "116182001003": 7_200,
};
/** How long ago the gateway heard its inverters. */
export const AGE_MS: number = 4 * SECOND_MS;

/** An inverter as the gateway last heard it. */
export interface HeardInverter {
  readonly serial: string;
  readonly isAwake: boolean;
  readonly powerW: number;
  readonly todayWh: number;
  readonly totalWh: number;
}

/** Inverters behind a gateway. */
export class GatewayPlants {
  readonly timeZone: string;
  readonly serials: readonly string[] = Object.keys(SIZES_WH);
  readonly #clock: Clock;
  readonly #noonAt: Instant;
  readonly #plants: ReadonlyMap<string, SunPlant>;

  constructor(clock: Clock, { timeZone, noonAt }: StandInWorld) {
    this.timeZone = timeZone;
    this.#clock = clock;
    this.#noonAt = noonAt;
    this.#plants = new Map(
      Object.entries(SIZES_WH).map(([serial, fairDayWh]) => [
        serial,
        new SunPlant({ noonAt, fairDayWh }),
      ]),
    );
  }

  energyWh(span: Span): number {
    return this.#all().reduce((sum, plant) => sum + plant.energyWh(span), 0);
  }

  heard(serial: string): HeardInverter | undefined {
    const plant = this.#plants.get(serial);
    const at = this.#clock.now() - AGE_MS;
    return (
      plant && {
        serial,
        isAwake: plant.isSunUp(at),
        powerW: plant.powerW(at),
        todayWh: plant.energyWh({ start: dawnBefore(at, this.#noonAt), end: at }),
        totalWh: plant.counterWh(at),
      }
    );
  }

  misbehave(fault: StandInFault | null): void {
    for (const plant of this.#all()) plant.misbehave(fault, this.#clock.now());
  }

  #all(): SunPlant[] {
    return [...this.#plants.values()];
  }
}

/** Inverters start their day when they wake up: seven hours before noon. */
function dawnBefore(at: Instant, noonAt: Instant): Instant {
  const sinceDawn = at - (noonAt - 7 * HOUR_MS);
  return at - (((sinceDawn % DAY_MS) + DAY_MS) % DAY_MS);
}
