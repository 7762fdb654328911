import type { WirePlantLive, WireReading } from "../../src/api/types.ts";

const MINUTE_MS = 60_000;

export interface SunPark {
  readonly id: string;
  readonly timeZone: string;
  readonly deviceIds: readonly string[];
  /** Live updates so far; a cursor is an index into it. */
  readonly events: WirePlantLive[];
  readonly master: object;
}

/** A made-up plant at the equator whose noon is now, so that it is day whenever the test runs. */
export function makeSunPark(): SunPark {
  const hoursUtc = (Date.now() / 3_600_000) % 24;
  const longitudeDeg = (((12 - hoursUtc) * 15 + 540) % 360) - 180;
  const hoursEast = Math.round(longitudeDeg / 15);
  const timeZone = `Etc/GMT${hoursEast > 0 ? "-" : "+"}${Math.abs(hoursEast)}`; // signs as POSIX has them
  const id = "11111111-1111-4111-8111-111111111111";
  const deviceIds = ["a", "b"].map((letter) => `22222222-2222-4222-8222-22222222222${letter}`);
  const master = {
    id,
    name: "Sun park",
    timeZone,
    latitudeDeg: 0,
    longitudeDeg,
    dcKwp: 20,
    acKw: 16,
    energyTodayWh: 42_000,
    devices: deviceIds.map((deviceId, index) => ({
      id: deviceId,
      name: `Inverter ${index + 1}`,
      kind: "inverter",
      ratedPowerW: 8_000,
      intervalMs: 10_000,
      latest: null,
    })),
  };
  return { id, timeZone, deviceIds, events: [], master };
}

/** Both inverters say `powerW` at `at`. */
export function report(park: SunPark, at: number, powerW: number): WirePlantLive {
  const measuredAt = new Date(at).toISOString();
  const devices: WireReading[] = park.deviceIds.map((deviceId) => ({
    deviceId,
    measuredAt,
    receivedAt: measuredAt,
    values: [{ point: "acPower", value: powerW / park.deviceIds.length }],
  }));
  const event = {
    plantId: park.id,
    timestamp: measuredAt,
    power: powerW,
    devices,
    cursor: String(park.events.length + 1),
    snapshot: false,
  };
  park.events.push(event);
  return event;
}

/** Five-minute means of the day up to now: 1 kW. */
export function dayOf(park: SunPark, from: number, to: number): object[] {
  const end = Math.min(to, Date.now() - 5 * MINUTE_MS);
  const times: number[] = [];
  for (let at = from; at < end; at += 5 * MINUTE_MS) times.push(at);
  return park.deviceIds.map((deviceId) => ({
    deviceId,
    times,
    columns: [{ point: "acPower", unit: "W", values: times.map(() => 500) }],
    completeness: null,
  }));
}
