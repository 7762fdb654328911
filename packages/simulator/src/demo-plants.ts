import type { Instant } from "@solarmon/core";
import type { InverterModel } from "./inverter.ts";
import type { PlantDesign } from "./plant-model.ts";

/** A plant of the demo and how its devices connect. */
export interface DemoPlant {
  readonly tenant: string;
  readonly design: PlantDesign;
  /** `true`: one connection for the plant. `false`: one per device. */
  readonly hasGateway: boolean;
}

type Place = readonly [
  name: string,
  timeZone: string,
  latitudeDeg: number,
  longitudeDeg: number,
  altitudeM: number,
  meanAirC: number,
  cloudiness: number,
];

function inverters(count: number, dcKwp: number, acKw: number, weak?: number): InverterModel[] {
  return Array.from({ length: count }, (_, index) => ({
    dcKwp,
    acKw,
    health: index === weak ? 0.81 : 0.955 + 0.006 * ((index * 7) % 5),
  }));
}

function design(
  [name, timeZone, latitudeDeg, longitudeDeg, altitudeM, meanAirC, cloudiness]: Place,
  frequencyHz: 50 | 60,
  fleet: readonly InverterModel[],
  commissionedAt: Instant,
): PlantDesign {
  const dcKwp = fleet.reduce((sum, inverter) => sum + inverter.dcKwp, 0);
  return {
    name,
    timeZone,
    site: { latitudeDeg, longitudeDeg, altitudeM, meanAirC, cloudiness },
    array: {
      tiltDeg: Math.round(Math.abs(latitudeDeg) * 0.76),
      azimuthDeg: latitudeDeg < 0 ? 0 : 180,
      dcKwp,
    },
    inverters: fleet,
    frequencyHz,
    commissionedAt,
  };
}

const MADRID: Place = ["Madrid Rooftops", "Europe/Madrid", 40.42, -3.7, 660, 16, 0.3];
const PHOENIX: Place = ["Phoenix Desert Field", "America/Phoenix", 33.45, -112.07, 330, 24, 0.08];
const SYDNEY: Place = ["Sydney Harbour Carports", "Australia/Sydney", -33.87, 151.21, 20, 18, 0.35];
const PUNE: Place = ["Pune Textile Mill", "Asia/Kolkata", 18.52, 73.86, 560, 26, 0.3];
const SANTIAGO: Place = ["Santiago Vineyard", "America/Santiago", -33.45, -70.67, 570, 16, 0.15];
const HONOLULU: Place = ["Honolulu School", "Pacific/Honolulu", 21.31, -157.86, 10, 25, 0.4];

/**
 * Six plants of two tenants. Those of each tenant lie around the world, so that each has daylight somewhere at any
 * hour. One inverter in Phoenix and one in Pune are weak, some clip at noon.
 */
export function demoPlants(commissionedAt: Instant): readonly DemoPlant[] {
  const plant = (
    tenant: string,
    place: Place,
    frequencyHz: 50 | 60,
    fleet: readonly InverterModel[],
    hasGateway = true,
  ): DemoPlant => ({
    tenant,
    design: design(place, frequencyHz, fleet, commissionedAt),
    hasGateway,
  });
  return [
    plant("Helios Energy", MADRID, 50, inverters(4, 30, 25), false),
    plant("Helios Energy", PHOENIX, 60, inverters(12, 62, 50, 7)),
    plant("Helios Energy", SYDNEY, 50, inverters(6, 28, 25)),
    plant("Aurora Solar", PUNE, 50, inverters(8, 110, 100, 2)),
    plant("Aurora Solar", SANTIAGO, 50, inverters(5, 60, 50)),
    plant("Aurora Solar", HONOLULU, 60, inverters(3, 20, 17.5), false),
  ];
}
