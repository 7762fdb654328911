import { type Clock, DAY_MS, systemClock } from "@solarmon/core";
import type { StandIn, StandInWorld } from "@solarmon/connectors-kit/stand-in";
import {
  startEnphaseCloudStandIn,
  startFroniusStandIn,
  startFusionsolarStandIn,
  startSolaredgeStandIn,
} from "@solarmon/simulator/vendors";
import { type DemoAccount, VENDOR_PLACES, type VendorPlace } from "./vendor-places.ts";

type StartStandIn = (clock: Clock, world: StandInWorld) => Promise<StandIn>;

const STARTERS: ReadonlyMap<string, StartStandIn> = new Map<string, StartStandIn>([
  ["solaredge", (clock, world) => startSolaredgeStandIn(clock, world, { sites: ["meter"] })],
  ["fusionsolar", (clock, world) => startFusionsolarStandIn(clock, world, { plants: ["roof"] })],
  [
    "enphase-cloud",
    (clock, world) => startEnphaseCloudStandIn(clock, world, { systems: ["meters-and-battery"] }),
  ],
  ["fronius", (clock, world) => startFroniusStandIn(clock, world)],
]);
/** Any day does: what counts is the hour, and that it is the same at each start. */
const NOON_AT_GREENWICH = Date.UTC(2026, 0, 1, 12);

/** Vendors' APIs on ports that are free now, as full of traps and limits as the real ones. */
export async function startStandIns(): Promise<{
  readonly accounts: readonly DemoAccount[];
  readonly stop: () => Promise<void>;
}> {
  await using stack = new AsyncDisposableStack();
  const accounts: DemoAccount[] = [];
  for (const place of VENDOR_PLACES) {
    const standIn = stack.use(await startAt(place));
    const siteKey = standIn.sites[0]?.key ?? "";
    accounts.push({ vendor: place.vendor, settings: standIn.settings, siteKey });
  }
  const open = stack.move();
  return { accounts, stop: () => open.disposeAsync() };
}

async function startAt({ vendor, timeZone, longitudeDeg }: VendorPlace): Promise<StandIn> {
  const start = STARTERS.get(vendor);
  if (!start) throw new TypeError(`no stand-in of ${vendor}`);
  const noonAt = NOON_AT_GREENWICH - Math.round((longitudeDeg / 360) * DAY_MS);
  return await start(systemClock, { timeZone, noonAt });
}
