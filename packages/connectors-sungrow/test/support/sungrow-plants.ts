import { type StandInWorld, SunPlant } from "@solarmon/connectors-kit/stand-in";
import type { Instant, Span } from "@solarmon/core";

export interface Device {
  /** `<plant>_<type>_<code>_<channel>`. */
  readonly psKey: string;
  readonly type: number;
  /** What makes its values; of a plant, all of its inverters. */
  readonly suns: readonly SunPlant[];
}

export interface Plant {
  readonly id: string;
  readonly devices: readonly Device[];
}

export function plantsOf({ noonAt }: StandInWorld): readonly Plant[] {
  return [
    plant("1129147", noonAt, [31_000, 18_000], true),
    plant("1129148", noonAt, [52_000]),
    hybridPlant("1129149", new SunPlant({ noonAt, fairDayWh: 41_000 })),
  ];
}

/** A hybrid tells no AC energy: the plant as a whole does. */
function hybridPlant(id: string, sun: SunPlant): Plant {
  const hybrid = { psKey: `${id}_14_1_1`, type: 14, suns: [sun] };
  return { id, devices: [hybrid, { psKey: `${id}_11_0_0`, type: 11, suns: [sun] }] };
}

function plant(id: string, noonAt: Instant, sizes: readonly number[], hasWeather = false): Plant {
  const suns = sizes.map((fairDayWh) => new SunPlant({ noonAt, fairDayWh }));
  const inverters = suns.map((sun, index) => ({
    psKey: `${id}_1_${index + 1}_1`,
    type: 1,
    suns: [sun],
  }));
  const weather = hasWeather ? [{ psKey: `${id}_5_1_1`, type: 5, suns }] : [];
  return { id, devices: [...inverters, ...weather, { psKey: `${id}_11_0_0`, type: 11, suns }] };
}

export function energyOf(plants: readonly Plant[], key: string, span: Span): number {
  const devices = plants.find(({ id }) => id === key)?.devices ?? [];
  const suns = devices.find(({ type }) => type === 11)?.suns ?? [];
  return suns.reduce((sum, sun) => sum + sun.energyWh(span), 0);
}
