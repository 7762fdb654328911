import {
  createMemoryHost,
  type DecodedReading,
  type KnownSite,
  type LinkPage,
  type LinkSettings,
  type MemoryHostOptions,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { sunspecConnector } from "@solarmon/connectors-sunspec";

const SITE: KnownSite = { key: "local", timeZone: "Europe/Berlin", devices: [] };

/** A link with a host of its own, that waits for answers no longer than tests should. */
export async function linkTo(
  settings: LinkSettings,
  options: MemoryHostOptions = {},
): Promise<VendorLink> {
  const host = await createMemoryHost(sunspecConnector, settings, { timeoutMs: 300, ...options });
  return sunspecConnector.open(settings, host);
}

export async function pollOnce(link: VendorLink): Promise<readonly LinkPage[]> {
  const pages: LinkPage[] = [];
  for await (const page of link.poll([SITE])) pages.push(page);
  return pages;
}

export function readingsIn(pages: readonly LinkPage[]): readonly DecodedReading[] {
  return pages.flatMap(({ readings }) => readings);
}

export function keysIn(pages: readonly LinkPage[]): readonly string[] {
  return readingsIn(pages).map(({ deviceId }) => deviceId);
}
