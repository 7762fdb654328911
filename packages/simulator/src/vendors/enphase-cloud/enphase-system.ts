import { type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import type { KnownSite } from "@solarmon/connectors-kit";
import { type StandInFault, type StandInWorld, SunPlant } from "@solarmon/connectors-kit/stand-in";
import { localText, startOfDay } from "../shared/local-text.ts";

/** What a system has beside its micro-inverters. */
export type EnphaseEquipment = "micros" | "meters-and-battery";

/** Gateways on a wire report so often, and what they say is there a little later. */
const REPORT_MS = 15 * MINUTE_MS;
const UPLOAD_MS = 2 * MINUTE_MS;
/** Installed in October 2019, as all plants of stand-ins. */
const OPERATIONAL_AT = Date.UTC(2019, 9, 31, 10);
const NIGHT_LOAD_W = 250;
const BATTERY_SHARE = 0.1;

/** A system in Enphase's cloud: what its gateway reported so far. */
export class EnphaseSystem {
  readonly id: number;
  readonly equipment: EnphaseEquipment;
  readonly timeZone: string;
  readonly operationalAt: Instant = OPERATIONAL_AT;
  readonly microCount = 8;
  readonly #plant: SunPlant;

  constructor(index: number, equipment: EnphaseEquipment, { timeZone, noonAt }: StandInWorld) {
    this.id = 698_910_067 + index;
    this.equipment = equipment;
    this.timeZone = timeZone;
    this.#plant = new SunPlant({ noonAt, fairDayWh: 19_300 + 6_100 * index });
  }

  get hasMeters(): boolean {
    return this.equipment === "meters-and-battery";
  }

  /** End of the last interval that the cloud has. */
  reportedUntil(now: Instant): Instant {
    return Math.floor((now - UPLOAD_MS) / REPORT_MS) * REPORT_MS;
  }

  energyWh(span: Span): number {
    return this.#plant.energyWh(span);
  }

  counterWh(at: Instant): number {
    return this.#plant.counterWh(at);
  }

  /** Energy of the local day so far [Wh]. */
  todayWh(at: Instant): number {
    // An instant at midnight ends the day before.
    const day = localText(at - 1, this.timeZone).slice(0, 10);
    return this.energyWh({ start: startOfDay(day, this.timeZone), end: at });
  }

  /** Energy into the house and out of it [Wh]: by day it uses half of what the sun gives. */
  gridWh(span: Span): { readonly imported: number; readonly exported: number } {
    const madeWh = this.energyWh(span);
    const nightWh = (NIGHT_LOAD_W * (span.end - span.start)) / 3_600_000;
    return madeWh > 0
      ? { imported: 0, exported: Math.round(madeWh / 2) }
      : { imported: Math.round(nightWh), exported: 0 };
  }

  chargedWh(span: Span): number {
    return Math.round(this.energyWh(span) * BATTERY_SHARE);
  }

  misbehave(fault: StandInFault | null, now: Instant): void {
    this.#plant.misbehave(fault, now);
  }

  toKnown(): KnownSite {
    const key = `site:${this.id}`;
    const meters = [
      { key: `${key}/grid`, kind: "meter" },
      { key: `${key}/battery`, kind: "battery" },
    ] as const;
    const devices = [{ key, kind: "inverter" } as const, ...(this.hasMeters ? meters : [])];
    return { key: `${this.id}`, timeZone: this.timeZone, devices };
  }
}
