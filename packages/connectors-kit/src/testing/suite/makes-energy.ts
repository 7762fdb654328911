import type { KnownSite } from "../../connector.ts";

/** Whether anything at a site could count energy: a service for weather has nothing of the kind. */
export function makesEnergy({ devices }: KnownSite): boolean {
  return devices.some(({ kind }) => kind !== "weather");
}
