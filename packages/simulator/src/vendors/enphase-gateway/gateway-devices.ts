import { DAY_MS, type Instant, MINUTE_MS, SECOND_MS, type Span } from "@solarmon/core";
import type { KnownSite } from "@solarmon/connectors-kit";
import { type StandInFault, type StandInWorld, SunPlant } from "@solarmon/connectors-kit/stand-in";

/**
 * What stands behind a gateway: `metered` CTs and a battery, firmware 8 · `unmetered` micro-inverters only, firmware
 * 7 · `legacy` the same with firmware 5, which knows no tokens.
 */
export type EnphaseGatewayModel = "metered" | "unmetered" | "legacy";

const FIRMWARE = { metered: "D8.2.4345", unmetered: "D7.6.175", legacy: "R5.0.62" } as const;
const MICRO_SIZES_WH = [1_830, 1_790, 1_210];
const REPORT_MS = 5 * MINUTE_MS;
const LOAD_W = 250;
const BATTERY_SHARE = 0.1;
export const BATTERY_SERIAL = "492234001350";

/** A micro-inverter: what it made, and when it told its gateway. */
export interface Micro {
  readonly serial: string;
  readonly plant: SunPlant;
  /** They report one after the other, each every five minutes. */
  readonly reportedAt: (now: Instant) => Instant;
}

/** Values of a gateway's devices at one instant. */
export class GatewayDevices {
  readonly model: EnphaseGatewayModel;
  readonly timeZone: string;
  readonly serial = "122238082763";
  readonly micros: readonly Micro[];

  constructor(model: EnphaseGatewayModel, { timeZone, noonAt }: StandInWorld) {
    this.model = model;
    this.timeZone = timeZone;
    this.micros = MICRO_SIZES_WH.map((fairDayWh, index) => ({
      serial: `12182303007${index}`,
      plant: new SunPlant({ noonAt, fairDayWh }),
      reportedAt: (now) => reportBefore(now, index * 61 * SECOND_MS),
    }));
  }

  get firmware(): string {
    return FIRMWARE[this.model];
  }

  get wantsToken(): boolean {
    return this.model !== "legacy";
  }

  get isMetered(): boolean {
    return this.model === "metered";
  }

  energyWh(span: Span): number {
    return this.#sum((plant) => plant.energyWh(span));
  }

  powerW(at: Instant): number {
    return this.#sum((plant) => plant.powerW(at));
  }

  counterWh(at: Instant): number {
    return this.#sum((plant) => plant.counterWh(at));
  }

  isSunUp(at: Instant): boolean {
    return this.micros.some(({ plant }) => plant.isSunUp(at));
  }

  /** All micro-inverters together were heard of last then. */
  reportedAt(now: Instant): Instant {
    return reportBefore(now, 0);
  }

  /** + import [W]; the house uses half of what the sun gives, and a little at night. */
  netW(at: Instant): number {
    const powerW = this.powerW(at);
    return powerW > 0 ? -powerW / 2 : LOAD_W;
  }

  exportedWh(at: Instant): number {
    return Math.floor(this.#sum((plant) => plant.totalWh(at)) / 2);
  }

  importedWh(at: Instant): number {
    return Math.floor((at / DAY_MS) * 10 * LOAD_W);
  }

  /** + discharge [W]. */
  batteryW(at: Instant): number {
    return -Math.round(this.powerW(at) * BATTERY_SHARE);
  }

  misbehave(fault: StandInFault | null, now: Instant): void {
    for (const { plant } of this.micros) plant.misbehave(fault, now);
  }

  /** @param readsEach - whether each micro-inverter is to be read */
  toKnown(readsEach: boolean): KnownSite {
    const micros = this.micros.map(({ serial }) => ({ key: serial, kind: "inverter" }) as const);
    const metered = [
      { key: "meter:net-consumption", kind: "meter" },
      { key: "meter:total-consumption", kind: "meter" },
      { key: BATTERY_SERIAL, kind: "battery" },
    ] as const;
    const devices = [
      {
        key: this.isMetered ? "meter:production" : "production",
        kind: readsEach ? "meter" : "inverter",
      } as const,
      ...(readsEach ? micros : []),
      ...(this.isMetered ? metered : []),
    ];
    return { key: "local", timeZone: this.timeZone, devices };
  }

  #sum(of: (plant: SunPlant) => number): number {
    return this.micros.reduce((sum, { plant }) => sum + of(plant), 0);
  }
}

function reportBefore(now: Instant, offsetMs: number): Instant {
  return Math.floor((now - offsetMs) / REPORT_MS) * REPORT_MS + offsetMs;
}
