import { type Link, type LinkSite, SolarmonError } from "@solarmon/core";

/**
 * Devices of a plant are told apart by the vendor's keys: those of two links could be the same.
 *
 * @throws `conflict` another link of the vendor reads one of the plants
 */
export function requireFreePlants(
  links: readonly Link[],
  vendor: string,
  sites: readonly LinkSite[],
): void {
  const plants = new Set(sites.map(({ plantId }) => plantId));
  const other = links.find(
    (link) => link.vendor === vendor && link.sites.some(({ plantId }) => plants.has(plantId)),
  );
  if (other)
    throw new SolarmonError(
      "conflict",
      `link ${other.name} reads one of the plants from ${vendor} already. Their devices could not be told ` +
        "apart: give each link plants of its own, or remove the other one.",
    );
}
