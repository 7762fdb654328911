import type { Instant } from "@solarmon/core";
import type { LinkState, SiteState } from "./link-state.ts";

/** More would only be a vendor whose keys change with each reply. */
const MAX_STRANGERS = 64;

/** Devices that nobody has discovered are worth one discovery each. */
export function noteStrangers(
  state: LinkState,
  site: SiteState,
  deviceIds: Iterable<string>,
  now: Instant,
): void {
  for (const deviceId of deviceIds) {
    if (site.devices.some(({ key }) => key === deviceId) || site.strangers?.has(deviceId)) continue;
    site.strangers ??= new Set();
    if (site.strangers.size >= MAX_STRANGERS) return;
    site.strangers.add(deviceId);
    state.discoverAt = Math.min(state.discoverAt, now);
  }
}
