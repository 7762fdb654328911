import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS, type Span } from "@solarmon/core";
import type { KnownSite } from "@solarmon/connectors-kit";
import { type StandInFault, type StandInWorld, SunPlant } from "@solarmon/connectors-kit/stand-in";
import { localText, startOfDay } from "../shared/local-text.ts";

/** What is fitted at a site, beside two inverters. */
export type SolaredgeEquipment = "inverters" | "meter" | "meter-and-battery";

export const QUARTER_MS: number = 15 * MINUTE_MS;
/** So long after a quarter of an hour is over, the portal knows it. */
const LATE_MS = 90 * SECOND_MS;
/** Used day and night. */
const LOAD_W = 300;

/** One site of the account. */
export class SolaredgeSite {
  readonly id: string;
  readonly timeZone: string;
  readonly equipment: SolaredgeEquipment;
  readonly inverters: ReadonlyMap<string, SunPlant>;

  constructor(index: number, equipment: SolaredgeEquipment, { timeZone, noonAt }: StandInWorld) {
    this.id = String(3_066_700 + index);
    this.timeZone = timeZone;
    this.equipment = equipment;
    const sizes = [23_000 + 3_100 * index, 14_500 + 1_700 * index];
    this.inverters = new Map(
      sizes.map((fairDayWh, number) => [
        `7E1${index}34B${number}-6${number}`,
        new SunPlant({ noonAt, fairDayWh }),
      ]),
    );
  }

  get meter(): string | undefined {
    return this.equipment === "inverters" ? undefined : `M-${this.id}`;
  }

  get battery(): string | undefined {
    return this.equipment === "meter-and-battery" ? `BATT-${this.id}` : undefined;
  }

  energyWh(span: Span): number {
    return [...this.inverters.values()].reduce((sum, plant) => sum + plant.energyWh(span), 0);
  }

  /** What is used in the house [Wh]. */
  loadWh({ start, end }: Span): number {
    return Math.floor((end * LOAD_W) / HOUR_MS) - Math.floor((start * LOAD_W) / HOUR_MS);
  }

  /** Energy of the local day as far as the portal knows it [Wh]. */
  todayWh(now: Instant): number {
    const start = startOfDay(localText(now, this.timeZone).slice(0, 10), this.timeZone);
    return this.energyWh({ start, end: Math.max(start, knownUntil(now)) });
  }

  /** The portal says null of quarters of an hour without sun. */
  hasSun({ start, end }: Span): boolean {
    return [...this.inverters.values()].some(
      (plant) => plant.isSunUp(start) || plant.isSunUp(end - 1),
    );
  }

  misbehave(fault: StandInFault | null, now: Instant): void {
    for (const plant of this.inverters.values()) plant.misbehave(fault, now);
  }

  toKnown(): KnownSite {
    const { id: key, timeZone, inverters, meter, battery } = this;
    const devices = [
      { key: `site:${key}`, kind: "meter" } as const,
      ...[...inverters.keys()].map((serial) => ({ key: serial, kind: "inverter" }) as const),
      ...(meter === undefined ? [] : [{ key: meter, kind: "meter" } as const]),
      ...(battery === undefined ? [] : [{ key: battery, kind: "battery" } as const]),
    ];
    return { key, timeZone, devices };
  }
}

/** End of the newest quarter of an hour that the portal knows. */
export function knownUntil(now: Instant): Instant {
  return Math.floor((now - LATE_MS) / QUARTER_MS) * QUARTER_MS;
}
