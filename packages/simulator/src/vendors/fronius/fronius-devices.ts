import { DAY_MS, type Instant, type Span } from "@solarmon/core";
import { type StandInFault, type StandInWorld, SunPlant } from "@solarmon/connectors-kit/stand-in";
import { localText, startOfDay } from "../shared/local-text.ts";

/** What stands behind a Solar API: an older Datamanager with two inverters, or a GEN24 with a battery. */
export type FroniusModel = "datamanager" | "gen24";

/** Used at night; by day the house takes half of what the sun gives. */
const NIGHT_LOAD_W = 250;

/** Values of the devices at one instant. */
export class FroniusDevices {
  readonly model: FroniusModel;
  readonly timeZone: string;
  readonly inverters: ReadonlyMap<string, SunPlant>;

  constructor(model: FroniusModel, { timeZone, noonAt }: StandInWorld) {
    this.model = model;
    this.timeZone = timeZone;
    const sizes = model === "gen24" ? [42_000] : [31_000, 18_000];
    this.inverters = new Map(
      sizes.map((fairDayWh, index) => [`${index + 1}`, new SunPlant({ noonAt, fairDayWh })]),
    );
  }

  energyWh(span: Span): number {
    return this.#sum((inverter) => inverter.energyWh(span));
  }

  powerW(at: Instant): number {
    return this.#sum((inverter) => inverter.powerW(at));
  }

  counterWh(at: Instant): number {
    return this.#sum((inverter) => inverter.counterWh(at));
  }

  /** Energy of the local day so far [Wh]. */
  todayWh(inverter: SunPlant, at: Instant): number {
    const midnight = startOfDay(localText(at, this.timeZone).slice(0, 10), this.timeZone);
    return inverter.energyWh({ start: Math.min(midnight, at), end: at });
  }

  /** + import [W]. */
  gridW(at: Instant): number {
    const powerW = this.powerW(at);
    return powerW > 0 ? -powerW / 2 : NIGHT_LOAD_W;
  }

  /** What the meter at the grid counted [Wh]; imports are made up, and grow. */
  exportedWh(at: Instant): number {
    return Math.floor(this.#sum((inverter) => inverter.totalWh(at)) / 2);
  }

  importedWh(at: Instant): number {
    return Math.floor((at / DAY_MS) * 10 * NIGHT_LOAD_W);
  }

  misbehave(fault: StandInFault | null, now: Instant): void {
    for (const inverter of this.inverters.values()) inverter.misbehave(fault, now);
  }

  #sum(of: (inverter: SunPlant) => number): number {
    return [...this.inverters.values()].reduce((sum, inverter) => sum + of(inverter), 0);
  }
}
