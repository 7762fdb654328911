import type { DiscoveredSite } from "../connector.ts";

/** Whether a site keeps a history as far as it says; one that says nothing has what its link has. */
export function claimsHistory({ capabilities }: DiscoveredSite): boolean {
  return capabilities.find(({ name }) => name === "history")?.isAvailable ?? true;
}
