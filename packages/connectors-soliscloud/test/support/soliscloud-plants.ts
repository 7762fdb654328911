import { type StandInWorld, SunPlant } from "@solarmon/connectors-kit/stand-in";
import type { Span } from "@solarmon/core";

export interface Inverter {
  readonly sn: string;
  readonly isHybrid: boolean;
  readonly sun: SunPlant;
}

export interface Station {
  readonly id: string;
  readonly inverters: readonly Inverter[];
}

export function stationsOf({ noonAt }: StandInWorld): readonly Station[] {
  const inverter = (sn: string, fairDayWh: number, isHybrid = false): Inverter => ({
    sn,
    isHybrid,
    sun: new SunPlant({ noonAt, fairDayWh }),
  });
  return [
    {
      id: "1298491919448630001",
      inverters: [inverter("120B01", 21_000), inverter("120B02", 17_500)],
    },
    {
      id: "1298491919448630002",
      inverters: [inverter("120C01", 24_300, true), inverter("120C02", 9_900)],
    },
    {
      id: "1298491919448630003",
      inverters: [inverter("120D01", 51_000), inverter("120D02", 48_700)],
    },
    {
      id: "1298491919448630004",
      inverters: [inverter("120E01", 33_000), inverter("120E02", 31_700)],
    },
  ];
}

export function energyOf(stations: readonly Station[], key: string, span: Span): number {
  const inverters = stations.find(({ id }) => id === key)?.inverters ?? [];
  return inverters.reduce((sum, { sun }) => sum + sun.energyWh(span), 0);
}
