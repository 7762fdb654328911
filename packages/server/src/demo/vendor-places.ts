import type { LinkSettings } from "@solarmon/connectors-kit";

/** A plant of the demo that is read from its vendor's API, played by a stand-in on loopback. */
export interface VendorPlace {
  readonly vendor: string;
  readonly linkName: string;
  readonly plantName: string;
  readonly timeZone: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly dcKwp: number;
  readonly acKw: number;
}

/** How to reach a stand-in now, and the one site it has. */
export interface DemoAccount {
  readonly vendor: string;
  /** Secret ones are among them. */
  readonly settings: LinkSettings;
  readonly siteKey: string;
}

/** Around the world, so that the sun is up at one of them at any hour; near the equator days are as long as in the stand-ins. */
export const VENDOR_PLACES: readonly VendorPlace[] = [
  {
    vendor: "solaredge",
    linkName: "SolarEdge fleet",
    plantName: "Bogotá Bakery",
    timeZone: "America/Bogota",
    latitudeDeg: 4.71,
    longitudeDeg: -74.07,
    dcKwp: 7.6,
    acKw: 6,
  },
  {
    vendor: "fusionsolar",
    linkName: "FusionSolar portal",
    plantName: "Singapore Warehouse",
    timeZone: "Asia/Singapore",
    latitudeDeg: 1.35,
    longitudeDeg: 103.82,
    dcKwp: 28,
    acKw: 25,
  },
  {
    vendor: "enphase-cloud",
    linkName: "Enphase cloud",
    plantName: "Nairobi Clinic",
    timeZone: "Africa/Nairobi",
    latitudeDeg: -1.29,
    longitudeDeg: 36.82,
    dcKwp: 3.6,
    acKw: 3,
  },
  {
    vendor: "fronius",
    linkName: "Fronius in the cellar",
    plantName: "Papeete Guesthouse",
    timeZone: "Pacific/Tahiti",
    latitudeDeg: -17.54,
    longitudeDeg: -149.57,
    dcKwp: 12,
    acKw: 10,
  },
];
