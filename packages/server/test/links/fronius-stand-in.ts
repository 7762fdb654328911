import type { StandIn } from "@solarmon/connectors-kit/stand-in";
import { type Clock, DAY_MS, HOUR_MS, systemClock } from "@solarmon/core";
import { startFroniusStandIn } from "@solarmon/simulator/vendors";

/** A Datamanager in Berlin with two inverters and a meter, on loopback. */
export function startDatamanager(clock: Clock = systemClock): Promise<StandIn> {
  const noonAt = Math.floor(clock.now() / DAY_MS) * DAY_MS + 11 * HOUR_MS;
  return startFroniusStandIn(clock, { timeZone: "Europe/Berlin", noonAt });
}
