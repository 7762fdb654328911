import type { DeviceKind, Instant, Span } from "@solarmon/core";
import type { KnownSite } from "@solarmon/connectors-kit";
import { type StandInFault, type StandInWorld, SunPlant } from "@solarmon/connectors-kit/stand-in";

/**
 * What stands at a plant: a home with inverter, battery and power sensor; a roof with two string inverters, meter and
 * weather station; or a plant whose devices the installer did not tick.
 */
export type FusionsolarEquipment = "home" | "roof" | "unticked";

export interface FusionsolarDevice {
  readonly id: number;
  /** `devTypeId`. */
  readonly type: number;
  readonly name: string;
  readonly kind: DeviceKind | null;
  /** Of inverters. */
  readonly sun?: SunPlant;
}

const RESIDENTIAL_INVERTER = 38;
const STRING_INVERTER = 1;
/** Used day and night. */
const LOAD_W = 300;

/** One plant of the user. */
export class FusionsolarPlant {
  readonly code: string;
  readonly name: string;
  readonly equipment: FusionsolarEquipment;
  readonly timeZone: string;
  readonly devices: readonly FusionsolarDevice[];

  constructor(index: number, equipment: FusionsolarEquipment, { timeZone, noonAt }: StandInWorld) {
    this.code = `NE=${35_436_844 + index}`;
    this.name = `Plant ${index + 1}`;
    this.equipment = equipment;
    this.timeZone = timeZone;
    const sunOf = (fairDayWh: number): SunPlant =>
      new SunPlant({ noonAt, fairDayWh: fairDayWh + 700 * index });
    this.devices = equipment === "roof" ? roof(index, sunOf) : home(index, sunOf);
  }

  get inverters(): readonly SunPlant[] {
    return this.devices.flatMap(({ sun }) => (sun ? [sun] : []));
  }

  /** What the user may see. */
  get listed(): readonly FusionsolarDevice[] {
    return this.equipment === "unticked" ? [] : this.devices;
  }

  energyWh(span: Span): number {
    return this.#sum((sun) => sun.energyWh(span));
  }

  counterWh(at: Instant): number {
    return this.#sum((sun) => sun.counterWh(at));
  }

  /** To the grid; from it when negative [W]. */
  exportW(at: Instant): number {
    return this.#sum((sun) => sun.powerW(at)) - LOAD_W;
  }

  misbehave(fault: StandInFault | null, now: Instant): void {
    for (const sun of this.inverters) sun.misbehave(fault, now);
  }

  toKnown(): KnownSite {
    const measuring = this.listed.flatMap(({ id, kind }) =>
      kind === null ? [] : [{ key: String(id), kind }],
    );
    const whole = { key: `site:${this.code}`, kind: "meter" } as const;
    const devices = this.equipment === "unticked" ? [whole] : measuring;
    return { key: this.code, timeZone: this.timeZone, devices };
  }

  #sum(of: (sun: SunPlant) => number): number {
    return this.inverters.reduce((sum, sun) => sum + of(sun), 0);
  }
}

function home(index: number, sunOf: (fairDayWh: number) => SunPlant): FusionsolarDevice[] {
  const id = 1_000_000_035_436_840 + 10 * index;
  const sun = sunOf(41_000);
  return [
    { id, type: 62, name: "Dongle-1", kind: null },
    { id: id + 1, type: RESIDENTIAL_INVERTER, name: "Inverter-1", kind: "inverter", sun },
    { id: id + 2, type: 39, name: "Battery-1", kind: "battery" },
    { id: id + 3, type: 47, name: "Meter-1", kind: "meter" },
  ];
}

/** Older ones have negative numbers. */
function roof(index: number, sunOf: (fairDayWh: number) => SunPlant): FusionsolarDevice[] {
  const id = -214_543_629_611_000 - 10 * index;
  const inverters = [83_000, 57_000].map((fairDayWh, number) => ({
    id: id - number - 1,
    type: STRING_INVERTER,
    name: `Inverter-${number + 1}`,
    kind: "inverter" as const,
    sun: sunOf(fairDayWh),
  }));
  return [
    { id, type: 2, name: "Logger-1", kind: null },
    ...inverters,
    { id: id - 3, type: 17, name: "Meter-1", kind: "meter" },
    { id: id - 4, type: 10, name: "EMI-1", kind: "weather" },
  ];
}
